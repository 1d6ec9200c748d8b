package gatehouse.relay;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** The contract in Jetty. */
class JettyHostileIT extends HostileContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty()
        .setting("jetty.threadPool.maxThreads", "12")
        .setting("jetty.http.idleTimeout", "300000");
  }
}
