package gatehouse.relay;

import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What throttles, bulkheads and limits of sizes promise on every server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrafficContract {

  private Stand shared;

  abstract ServerBuilder server();

  @BeforeAll
  void start(@TempDir Path directory) {
    ServerBuilder builder =
        server()
            .jvm("-Dgatehouse.maxInFlightPerIntegration=" + TrafficTheme.PLACES)
            .jvm("-Dgatehouse.maxRequestBodyBytes=" + TrafficTheme.LARGEST_BODY)
            .jvm("-Dgatehouse.maxResponseBodyBytes=" + TrafficTheme.LARGEST_BODY)
            .jvm("-Dgatehouse.reloadIntervalMillis=20");
    shared =
        Stand.on(builder, directory.resolve("config"))
            .route("throttled", RawUpstream.start())
            .route("reloaded", RawUpstream.start())
            .route("bounded", RawUpstream.start())
            .stage(TrafficTheme.settings(TrafficTheme.BURST))
            .start();
  }

  @AfterAll
  void stop() {
    if (shared != null) {
      shared.close();
    }
  }

  @Nested
  class Bounds extends TrafficTheme {
    Bounds() {
      super(TrafficContract.this.shared);
    }
  }
}
