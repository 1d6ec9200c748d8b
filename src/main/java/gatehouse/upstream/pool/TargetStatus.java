package gatehouse.upstream.pool;

/**
 * How one target of a pool fares, for metrics. Immutable.
 *
 * @param connection the id of the pool
 * @param target host and port
 * @param outstanding exchanges that are under way
 * @param ejected whether it is left alone because it failed
 * @param down whether its health checks say so
 */
public record TargetStatus(
    String connection, String target, int outstanding, boolean ejected, boolean down) {}
