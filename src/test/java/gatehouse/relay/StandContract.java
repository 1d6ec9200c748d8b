package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Themes that share one stand, which ends behind the last of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StandContract {

  private Stand shared;

  /** The server that the contract is kept on. */
  abstract ServerBuilder server();

  /**
   * What is to stand there.
   *
   * @param server to be given what the themes need
   * @param directory empty
   */
  abstract Stand.Plan plan(ServerBuilder server, Path directory) throws IOException;

  /** With the compiler of servers that run for long, since here they have work to do. */
  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    shared = plan(server().jvm("-XX:TieredStopAtLevel=4"), directory).start();
  }

  @AfterAll
  void stop() {
    if (shared != null) {
      shared.close();
    }
  }

  final Stand shared() {
    return shared;
  }
}
