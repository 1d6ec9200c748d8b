package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatMutualTlsIT extends MutualTlsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
