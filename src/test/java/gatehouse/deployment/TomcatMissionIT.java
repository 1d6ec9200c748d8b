package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatMissionIT extends MissionContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
