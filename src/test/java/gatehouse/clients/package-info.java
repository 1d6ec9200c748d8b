/** The real clients of the management API, against the real WAR in real servers. */
@NullMarked
package gatehouse.clients;

import org.jspecify.annotations.NullMarked;
