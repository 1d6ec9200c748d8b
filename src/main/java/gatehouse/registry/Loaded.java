package gatehouse.registry;

import gatehouse.config.Configuration;

/**
 * A configuration as it came from its store. Immutable.
 *
 * @param version a hash of its content, in hexadecimal digits: the same for the same content, in
 *     whatever store it is
 */
public record Loaded(Configuration configuration, String version) {}
