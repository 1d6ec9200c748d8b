package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyContextIT extends ContextContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
