package gatehouse.deployment;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;

class TomcatTenancyIT extends TenancyContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }

  @Override
  String classLoader() {
    return "org.apache.catalina.loader.ParallelWebappClassLoader";
  }
}
