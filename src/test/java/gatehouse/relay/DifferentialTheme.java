package gatehouse.relay;

import org.junit.jupiter.api.Test;

/**
 * What random traffic comes to, see {@link Differential}: {@code -Dtest.exchanges=} says how much,
 * {@code -Dtest.seed=} which. With {@code -Dtest.nginx=/usr/sbin/nginx} that proxy is compared
 * with.
 */
abstract class DifferentialTheme extends Theme {

  private static final int EXCHANGES = Integer.getInteger("test.exchanges", 300);
  private static final long SEED = Long.getLong("test.seed", 20261123);

  DifferentialTheme(Stand stand) {
    super(stand);
  }

  @Test
  void both_sides_get_what_any_proxy_would_have_passed_on() throws Exception {
    try (Nginx nginx = Nginx.ifAskedFor(upstream.port())) {
      Differential differential = new Differential(stand.port(), upstream, nginx);
      int done = 0;
      for (long row = 0; done < EXCHANGES; row++) {
        done += differential.row(SEED + row);
      }
    }
    assertAllIsWell();
  }
}
