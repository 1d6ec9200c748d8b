package gatehouse.clients;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

/** Here nobody looks at signatures. */
class TomcatClientsIT extends ClientsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }

  @Override
  String admin() {
    return "loopback";
  }
}
