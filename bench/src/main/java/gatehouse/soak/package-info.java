/** A long run under load with all features on: does anything leak, is anything counted wrong. */
@NullMarked
package gatehouse.soak;

import org.jspecify.annotations.NullMarked;
