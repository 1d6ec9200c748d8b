/**
 * The relay on the wire: the packaged WAR in real servers, between a real client and a real
 * upstream. Each theme is a class that {@link gatehouse.relay.RelayContract} or {@link
 * gatehouse.relay.SettingsContract} runs in Jetty and in Tomcat.
 */
@NullMarked
package gatehouse.relay;

import org.jspecify.annotations.NullMarked;
