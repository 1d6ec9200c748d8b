/**
 * The language of templates: sections, parameters, conditions and functions. Knows no type of
 * resource, and changes nothing.
 */
@NullMarked
package gatehouse.control.cloudformation.template;

import org.jspecify.annotations.NullMarked;
