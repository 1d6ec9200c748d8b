package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Jetty. */
class JettyTrafficIT extends TrafficContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
