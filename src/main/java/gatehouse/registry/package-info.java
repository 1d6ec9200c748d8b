/**
 * Which configuration is current: load it, notice changes, compile, swap, keep the last good one.
 *
 * <p>{@link gatehouse.registry.Poller} wakes {@link gatehouse.registry.Registry}, which asks a
 * {@link gatehouse.registry.ConfigStore}; {@link gatehouse.registry.FileStore} is the one that
 * needs nothing else.
 *
 * <p>A {@link gatehouse.registry.ConfigWriter} changes it from inside: {@link
 * gatehouse.registry.DirectoryWriter} does so in a directory that people and other processes change
 * as well, and has the registry put the outcome in service.
 */
@NullMarked
package gatehouse.registry;

import org.jspecify.annotations.NullMarked;
