package peer;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The core ProxyHandler in a Jetty. Arguments: port, port below /static, port below /event. */
public final class HandlerMain {

  private HandlerMain() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    int files = Integer.parseInt(arguments[1]);
    int events = Integer.parseInt(arguments[2]);
    server.setHandler(
        new ProxyHandler.Reverse(request -> target(request, files, events)) {
          @Override
          protected void configureHttpClient(HttpClient client) {
            super.configureHttpClient(client);
            // The default, 64, would keep most of 3,000 slow requests waiting.
            client.setMaxConnectionsPerDestination(5000);
          }
        });
    server.start();
    server.join();
  }

  private static HttpURI target(Request request, int files, int events) {
    String path = request.getHttpURI().getCanonicalPath();
    int port = path.startsWith("/static/") ? files : events;
    return HttpURI.build(request.getHttpURI()).scheme("http").host("127.0.0.1").port(port);
  }
}
