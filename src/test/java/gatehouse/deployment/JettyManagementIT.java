package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyManagementIT extends ManagementContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
