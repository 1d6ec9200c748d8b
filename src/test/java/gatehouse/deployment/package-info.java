/**
 * The life of the packaged WAR in real servers: where it is deployed, where it finds its
 * configuration, how it notices changes, and that nothing is left when it goes. What holds for
 * every server is an abstract class; each server has a subclass of its own.
 */
@NullMarked
package gatehouse.deployment;

import org.jspecify.annotations.NullMarked;
