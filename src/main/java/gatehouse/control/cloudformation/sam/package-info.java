/** What SAM makes of templates: HTTP APIs and events of functions become plain resources. */
@NullMarked
package gatehouse.control.cloudformation.sam;

import org.jspecify.annotations.NullMarked;
