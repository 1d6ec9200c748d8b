/**
 * Which configuration is current: load it, notice changes, compile, swap, keep the last good one.
 *
 * <p>{@link gatehouse.registry.Poller} wakes {@link gatehouse.registry.Registry}, which asks a
 * {@link gatehouse.registry.ConfigStore}; {@link gatehouse.registry.FileStore} is the one that
 * needs nothing else.
 */
@NullMarked
package gatehouse.registry;

import org.jspecify.annotations.NullMarked;
