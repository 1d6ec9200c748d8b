package gatehouse.config;

import java.util.List;

/**
 * A named upstream: the pool of hosts that private integrations call. Immutable.
 *
 * <p>AWS: what a {@code VpcLink} of the ApiGatewayV2 API leads to.
 *
 * @param id the logical id
 * @param targets at least one
 */
public record Connection(String id, List<Target> targets) {

  /** With a copy of this list. */
  public Connection {
    targets = List.copyOf(targets);
  }

  /**
   * One host of the pool.
   *
   * @param host a name or an address
   * @param port 1 to 65535
   * @param weight its share, 0 for none, relative to the others'
   */
  public record Target(String host, int port, int weight) {}
}
