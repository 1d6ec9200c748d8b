package gatehouse.relay;

import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What throttles, bulkheads and limits of sizes promise on every server. */
abstract class TrafficContract extends StandContract {

  @Override
  Stand.Plan plan(ServerBuilder server, Path directory) {
    server
        .jvm("-Dgatehouse.maxInFlightPerIntegration=" + TrafficTheme.PLACES)
        .jvm("-Dgatehouse.maxRequestBodyBytes=" + TrafficTheme.LARGEST_BODY)
        .jvm("-Dgatehouse.maxResponseBodyBytes=" + TrafficTheme.LARGEST_BODY)
        .jvm("-Dgatehouse.reloadIntervalMillis=20");
    return Stand.on(server, directory.resolve("config"))
        .route("throttled", RawUpstream.start())
        .route("reloaded", RawUpstream.start())
        .route("bounded", RawUpstream.start())
        .stage(TrafficTheme.settings(TrafficTheme.BURST));
  }

  @Nested
  class Bounds extends TrafficTheme {
    Bounds() {
      super(TrafficContract.this.shared());
    }
  }
}
