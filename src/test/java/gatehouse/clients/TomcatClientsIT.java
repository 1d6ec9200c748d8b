package gatehouse.clients;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatClientsIT extends ClientsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
