/**
 * What AWS's services can be asked without a function in between: how a call of each looks on the
 * wire, where it goes, and what its answers mean.
 */
@NullMarked
package gatehouse.service;

import org.jspecify.annotations.NullMarked;
