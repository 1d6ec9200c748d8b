package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatStacksIT extends StacksContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
