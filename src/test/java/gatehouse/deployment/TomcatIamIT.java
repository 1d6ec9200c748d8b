package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatIamIT extends IamContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
