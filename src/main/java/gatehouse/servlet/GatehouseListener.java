package gatehouse.servlet;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.RequestIds;
import gatehouse.upstream.Upstream;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** temporary */
public final class GatehouseListener implements ServletContextListener {

  private @org.jspecify.annotations.Nullable Upstream upstream;

  static Gateway gateway(ServletContext context) {
    return (Gateway) Objects.requireNonNull(context.getAttribute("gatehouse.gateway"));
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Settings settings = Settings.of(context);
    upstream = new Upstream(settings.upstream());
    RequestIds ids = new RequestIds(InstantSource.system());
    PlanCompiler compiler =
        new PlanCompiler(
            new Integrators(upstream, settings.trustedProxies(), ids::traceRoot),
            context.getContextPath());
    Map<String, byte[]> files = new TreeMap<>();
    Path dir = settings.configurationDirectory();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path p : all.filter(Files::isRegularFile).toList()) {
        files.put(dir.relativize(p).toString(), Files.readAllBytes(p));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Plan plan =
        compiler.compile(
            new ConfigurationJson(settings.maxIntegrationTimeoutMillis())
                .read(new ConfigurationFiles(files, List.of())));
    System.getLogger("gatehouse").log(System.Logger.Level.INFO, String.join("\n", plan.listing()));
    context.setAttribute("gatehouse.gateway", new Gateway(() -> plan, ids));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (upstream != null) upstream.close();
  }
}
