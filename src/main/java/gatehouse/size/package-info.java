/** How large requests and responses may be. */
@NullMarked
package gatehouse.size;

import org.jspecify.annotations.NullMarked;
