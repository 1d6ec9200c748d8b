package gatehouse.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link World} before the first request, and takes it down at undeploy: no thread,
 * timer, connection or class loader is left behind.
 */
public final class GatehouseListener implements ServletContextListener {

  private static final String WORLD = "gatehouse.world";

  private @Nullable World world;

  /** The world of a web application; there from before its servlets are until after they end. */
  static World world(ServletContext context) {
    return (World) Objects.requireNonNull(context.getAttribute(WORLD));
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    World newWorld = new World(new Settings(SettingSource.of(context)), context.getContextPath());
    world = newWorld;
    context.setAttribute(WORLD, newWorld);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (world != null) {
      world.close();
    }
  }
}
