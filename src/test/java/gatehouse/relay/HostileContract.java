package gatehouse.relay;

import gatehouse.testkit.server.ProbeWar;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.WitnessServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What hostile clients and upstreams achieve on every server: nothing. The server has few threads,
 * so that each that were held by one of them would be missed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileContract {

  private Stand shared;

  /** A server with hardly more threads than it needs for itself. */
  abstract ServerBuilder server();

  @BeforeAll
  void start(@TempDir Path directory) {
    ServerBuilder builder =
        server()
            .jvm("-Xmx256m", "-Dgatehouse.management=loopback")
            .jvm("-Dgatehouse.maxInFlight=" + OverloadTheme.MOST)
            .deploy("/probe", ProbeWar.in(directory, WitnessServlet.class));
    shared = Stand.on(builder, directory.resolve("config")).start();
  }

  @AfterAll
  void stop() {
    if (shared != null) {
      shared.close();
    }
  }

  @Nested
  class Requests extends HostileRequestTheme {
    Requests() {
      super(HostileContract.this.shared);
    }
  }

  @Nested
  class Responses extends HostileResponseTheme {
    Responses() {
      super(HostileContract.this.shared);
    }
  }

  @Nested
  class Cuts extends CutExchangeTheme {
    Cuts() {
      super(HostileContract.this.shared);
    }
  }

  @Nested
  class Slow extends SlowClientTheme {
    Slow() {
      super(HostileContract.this.shared);
    }
  }

  @Nested
  class Nonces extends NonceTheme {
    Nonces() {
      super(HostileContract.this.shared);
    }
  }

  @Nested
  class Overload extends OverloadTheme {
    Overload() {
      super(HostileContract.this.shared);
    }
  }
}
