/**
 * What is told of each request when it is over: access logs, from the format that a stage has to
 * the file that its lines are in.
 */
@NullMarked
package gatehouse.accesslog;

import org.jspecify.annotations.NullMarked;
