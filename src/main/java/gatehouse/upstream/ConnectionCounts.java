package gatehouse.upstream;

/**
 * How many connections to upstreams there are.
 *
 * @param leased carry an exchange
 * @param available are open and unused
 * @param pending exchanges that wait for a connection
 * @param max the most that there may be
 */
public record ConnectionCounts(int leased, int available, int pending, int max) {}
