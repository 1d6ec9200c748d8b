/**
 * Stacks of CloudFormation: a template becomes resources in the configuration's files, by what the
 * management API of AWS does, and changes with the template.
 */
@NullMarked
package gatehouse.control.cloudformation;

import org.jspecify.annotations.NullMarked;
