package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Tomcat. */
class TomcatRelayIT extends RelayContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
