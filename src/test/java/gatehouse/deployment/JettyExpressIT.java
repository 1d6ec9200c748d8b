package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyExpressIT extends ExpressContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
