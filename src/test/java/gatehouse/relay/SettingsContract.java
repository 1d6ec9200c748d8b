package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What the relay promises with little memory and with settings other than the usual ones. */
abstract class SettingsContract extends StandContract {

  private static final int IDLE_MILLIS = 2_000;

  @Override
  Stand.Plan plan(ServerBuilder server, Path directory) {
    server
        .jvm("-Xmx64m", "-Dgatehouse.idleTimeoutMillis=" + IDLE_MILLIS)
        .jvm("-Dgatehouse.trustedProxies=127.0.0.1");
    return Stand.on(server, directory.resolve("config"));
  }

  @Nested
  class Big extends BigBodyTheme {
    Big() {
      super(SettingsContract.this.shared());
    }
  }

  @Nested
  class Set extends SettingsTheme {
    Set() {
      super(SettingsContract.this.shared());
    }
  }
}
