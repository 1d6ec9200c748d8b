/**
 * Real application servers as processes of their own, for tests of the packaged WAR: Jetty and
 * Tomcat, unpacked by the build into {@code target/servers}.
 */
@NullMarked
package gatehouse.testkit.server;

import org.jspecify.annotations.NullMarked;
