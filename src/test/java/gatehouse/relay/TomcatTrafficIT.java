package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Tomcat. */
class TomcatTrafficIT extends TrafficContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
