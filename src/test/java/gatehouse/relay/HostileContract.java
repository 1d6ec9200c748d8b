package gatehouse.relay;

import gatehouse.testkit.server.ProbeWar;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.WitnessServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/**
 * What hostile clients and upstreams achieve on every server: nothing. The server has few threads,
 * so that each that were held by one of them would be missed.
 */
abstract class HostileContract extends StandContract {

  @Override
  Stand.Plan plan(ServerBuilder server, Path directory) {
    server
        .jvm("-Xmx256m", "-Dgatehouse.management=loopback")
        .jvm("-Dgatehouse.maxInFlight=" + OverloadTheme.MOST)
        .deploy("/probe", ProbeWar.in(directory, WitnessServlet.class));
    return Stand.on(server, directory.resolve("config"));
  }

  @Nested
  class Requests extends HostileRequestTheme {
    Requests() {
      super(HostileContract.this.shared());
    }
  }

  @Nested
  class Responses extends HostileResponseTheme {
    Responses() {
      super(HostileContract.this.shared());
    }
  }

  @Nested
  class Cuts extends CutExchangeTheme {
    Cuts() {
      super(HostileContract.this.shared());
    }
  }

  @Nested
  class Slow extends SlowClientTheme {
    Slow() {
      super(HostileContract.this.shared());
    }
  }

  @Nested
  class Nonces extends NonceTheme {
    Nonces() {
      super(HostileContract.this.shared());
    }
  }

  @Nested
  class Overload extends OverloadTheme {
    Overload() {
      super(HostileContract.this.shared());
    }
  }
}
