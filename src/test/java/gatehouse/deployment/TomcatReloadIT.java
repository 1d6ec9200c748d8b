package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatReloadIT extends ReloadContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
