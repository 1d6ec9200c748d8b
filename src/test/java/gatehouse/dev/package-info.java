/**
 * What stands beside the gateway while one tries it out: the echo upstream that {@code mvn
 * jetty:run} starts. JDK and Jackson only, because no test dependency is there at that time.
 */
@NullMarked
package gatehouse.dev;

import org.jspecify.annotations.NullMarked;
