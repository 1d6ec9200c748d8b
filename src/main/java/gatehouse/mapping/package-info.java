/** What is changed on the way in and out. */
@NullMarked
package gatehouse.mapping;

import org.jspecify.annotations.NullMarked;
