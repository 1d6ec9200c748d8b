package gatehouse.testkit.server;

/** The kit's Tomcat. */
class TomcatSmokeIT extends ServerSmoke {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }
}
