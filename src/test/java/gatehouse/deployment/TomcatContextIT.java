package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatContextIT extends ContextContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
