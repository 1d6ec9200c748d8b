/** What {@code $request…}, {@code $context…} and the like stand for: parsed once, found often. */
@NullMarked
package gatehouse.expression;

import org.jspecify.annotations.NullMarked;
