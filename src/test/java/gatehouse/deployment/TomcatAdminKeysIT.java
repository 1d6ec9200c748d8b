package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatAdminKeysIT extends AdminKeysContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
