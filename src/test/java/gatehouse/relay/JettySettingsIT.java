package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Jetty. */
class JettySettingsIT extends SettingsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
