package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyPoolIT extends PoolContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
