/**
 * How the gateway is looked at and changed from outside: the addresses below {@code /_gatehouse}.
 */
@NullMarked
package gatehouse.control;

import org.jspecify.annotations.NullMarked;
