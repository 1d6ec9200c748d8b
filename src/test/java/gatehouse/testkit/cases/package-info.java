/**
 * The one case format, {@code src/test/resources/cases/<topic>/<sentence>.json}, and the hosts that
 * the same cases run on: the gateway in memory, and the packaged WAR in real servers.
 */
@NullMarked
package gatehouse.testkit.cases;

import org.jspecify.annotations.NullMarked;
