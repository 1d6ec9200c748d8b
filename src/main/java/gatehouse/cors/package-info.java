/** Which pages of other origins may use an API. */
@NullMarked
package gatehouse.cors;

import org.jspecify.annotations.NullMarked;
