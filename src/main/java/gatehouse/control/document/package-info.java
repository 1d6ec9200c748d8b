/**
 * Documents that people hand in, in JSON or YAML: read strictly and within bounds, whatever they
 * hold, and written. The only user of SnakeYAML Engine.
 */
@NullMarked
package gatehouse.control.document;

import org.jspecify.annotations.NullMarked;
