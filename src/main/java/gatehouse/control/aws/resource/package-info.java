/** What AWS's management API does: a class per kind of resource, working on configuration files. */
@NullMarked
package gatehouse.control.aws.resource;

import org.jspecify.annotations.NullMarked;
