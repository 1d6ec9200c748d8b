/**
 * Which functions answer, and what passes between them and the gateway: the events that they get,
 * the answers that they give, and the Invoke API by which they are called. Integrations and
 * authorizers share it.
 */
@NullMarked
package gatehouse.lambda;

import org.jspecify.annotations.NullMarked;
