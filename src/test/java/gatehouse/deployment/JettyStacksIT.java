package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyStacksIT extends StacksContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
