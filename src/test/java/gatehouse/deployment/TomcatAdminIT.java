package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatAdminIT extends AdminContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
