package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class JettyTenancyIT extends TenancyContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }

  @Override
  String classLoader() {
    return "org.eclipse.jetty.ee10.webapp.WebAppClassLoader";
  }
}
