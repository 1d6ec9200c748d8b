package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Tomcat. */
class TomcatGracefulStopIT extends GracefulStopContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
