package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Tomcat. */
class TomcatHostileIT extends HostileContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat().setting("maxThreads", "4").setting("connectionTimeout", "300000");
  }
}
