package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyReloadIT extends ReloadContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
