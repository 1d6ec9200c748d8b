package peer;

import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** AsyncProxyServlet in a Jetty. Arguments: port, port below /static, port below /event. */
public final class ServletMain {

  private ServletMain() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    proxy(context, "/static", arguments[1]);
    proxy(context, "/event", arguments[2]);
    server.setHandler(context);
    server.start();
    server.join();
  }

  private static void proxy(ServletContextHandler context, String prefix, String port) {
    ServletHolder holder = new ServletHolder(new AsyncProxyServlet.Transparent());
    holder.setAsyncSupported(true);
    holder.setInitParameter("proxyTo", "http://127.0.0.1:" + port + prefix);
    holder.setInitParameter("prefix", prefix);
    // The default, 256, would keep most of 3,000 slow requests waiting.
    holder.setInitParameter("maxConnections", "5000");
    context.addServlet(holder, prefix + "/*");
  }
}
