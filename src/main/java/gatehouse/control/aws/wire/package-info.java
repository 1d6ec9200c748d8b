/** How AWS's management API travels: the shapes of its members, its errors, its lists. */
@NullMarked
package gatehouse.control.aws.wire;

import org.jspecify.annotations.NullMarked;
