package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatExpressIT extends ExpressContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
