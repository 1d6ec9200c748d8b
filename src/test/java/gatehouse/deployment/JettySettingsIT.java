package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettySettingsIT extends SettingsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }

  @Override
  String failed() {
    return "Failed startup of context .*/failing";
  }
}
