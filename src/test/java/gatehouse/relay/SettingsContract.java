package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the relay promises with little memory and with settings other than the usual ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SettingsContract {

  private static final int IDLE_MILLIS = 2_000;

  private Stand shared;

  abstract ServerBuilder server();

  @BeforeAll
  void start(@TempDir Path directory) {
    ServerBuilder builder =
        server()
            .jvm("-Xmx64m", "-Dgatehouse.idleTimeoutMillis=" + IDLE_MILLIS)
            .jvm("-Dgatehouse.trustedProxies=127.0.0.1");
    shared = Stand.on(builder, directory.resolve("config")).start();
  }

  @AfterAll
  void stop() {
    if (shared != null) {
      shared.close();
    }
  }

  @Nested
  class Big extends BigBodyTheme {
    Big() {
      super(SettingsContract.this.shared);
    }
  }

  @Nested
  class Set extends SettingsTheme {
    Set() {
      super(SettingsContract.this.shared);
    }
  }
}
