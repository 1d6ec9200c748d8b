package peer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.mitre.dsmiley.httpproxy.ProxyServlet;

/** HTTP-Proxy-Servlet in a Tomcat. Arguments: port, port below /static, port below /event. */
public final class Main {

  private Main() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path base = Files.createDirectories(Path.of("tomcat"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", base.toAbsolutePath().toString());
    proxy(context, "static", arguments[1]);
    proxy(context, "event", arguments[2]);
    tomcat.start();
    tomcat.getServer().await();
  }

  private static void proxy(Context context, String name, String port) {
    Wrapper servlet = Tomcat.addServlet(context, name, new ProxyServlet());
    servlet.addInitParameter("targetUri", "http://127.0.0.1:" + port + "/" + name);
    // Its HTTP client has 5 connections otherwise.
    servlet.addInitParameter("http.maxConnections", "5000");
    servlet.addMapping("/" + name + "/*");
  }
}
