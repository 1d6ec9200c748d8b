package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatManagementIT extends ManagementContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
