package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyMutualTlsIT extends MutualTlsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
