/**
 * Both ends of the wire, for tests: an upstream and a client on real sockets that record exactly
 * what they get and misbehave on demand, and the certificates for both. Knows nothing of the
 * gateway.
 */
@NullMarked
package gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
