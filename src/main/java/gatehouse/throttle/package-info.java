/** May a request pass now. */
@NullMarked
package gatehouse.throttle;

import org.jspecify.annotations.NullMarked;
