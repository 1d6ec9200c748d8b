package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Jetty. */
class JettyGracefulStopIT extends GracefulStopContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
