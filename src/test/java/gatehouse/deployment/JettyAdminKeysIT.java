package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyAdminKeysIT extends AdminKeysContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
