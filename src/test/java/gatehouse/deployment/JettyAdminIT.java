package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyAdminIT extends AdminContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
