/** Which route answers a request: all routes of a stage, compiled for quick and fair search. */
@NullMarked
package gatehouse.routing;

import org.jspecify.annotations.NullMarked;
