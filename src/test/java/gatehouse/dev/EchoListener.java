package gatehouse.dev;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Starts an {@link EchoUpstream} with the web application and stops it with it; for {@code mvn
 * jetty:run} alone. Says in the log how to call the gateway.
 */
public final class EchoListener implements ServletContextListener {

  private static final System.Logger LOG = System.getLogger(EchoListener.class.getName());

  private @Nullable EchoUpstream upstream;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    int port = Integer.getInteger("gatehouse.echo.port", 8001);
    try {
      upstream = EchoUpstream.start(port);
      LOG.log(System.Logger.Level.INFO, "echo upstream: http://localhost:" + port);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no echo upstream: port {0} is not free ({1}); -Dgatehouse.echo.port=… takes another",
          Integer.toString(port),
          e.getMessage());
    }
    String gateway = "http://localhost:" + Integer.getInteger("jetty.http.port", 8000);
    LOG.log(
        System.Logger.Level.INFO,
        "the gateway: "
            + gateway
            + ("\n  curl -i '" + gateway + "/echo/get?greeting=hello'")
            + ("\n  curl -i '"
                + gateway
                + "/echo/post' -H 'Content-Type: application/json' -d '{\"greeting\":\"hello\"}'")
            + ("\n  curl -iN '" + gateway + "/echo/server-events/5'"));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (upstream != null) {
      upstream.close();
    }
  }
}
