package gatehouse.testkit.server;

/** The kit's Jetty. */
class JettySmokeIT extends ServerSmoke {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }
}
