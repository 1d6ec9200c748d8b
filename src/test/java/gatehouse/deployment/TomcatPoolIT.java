package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatPoolIT extends PoolContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
