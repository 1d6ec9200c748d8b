/** May this caller. */
@NullMarked
package gatehouse.authorize;

import org.jspecify.annotations.NullMarked;
