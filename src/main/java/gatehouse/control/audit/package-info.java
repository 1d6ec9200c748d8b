/** The record of who has changed what, and of who was not let. */
@NullMarked
package gatehouse.control.audit;

import org.jspecify.annotations.NullMarked;
