package gatehouse.servlet;

import gatehouse.accesslog.AccessLogs;
import gatehouse.config.Configuration;
import gatehouse.control.Access;
import gatehouse.control.Management;
import gatehouse.control.MetricsText;
import gatehouse.control.Readiness;
import gatehouse.metrics.Metrics;
import gatehouse.metrics.MetricsPage;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.StageListeners;
import gatehouse.registry.RegistryState;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.pool.Pools;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a deployment: metrics and the management address. Without the address
 * nothing is counted.
 */
final class Oversight implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  private final @Nullable Access access;
  private final @Nullable Metrics metrics;
  private volatile @Nullable Readiness readiness;

  /**
   * Oversight of a deployment that is being made.
   *
   * @param access who may use the management address; null when there is none
   * @param ofJvm whether metrics tell of the whole server, too
   */
  Oversight(@Nullable Access access, boolean ofJvm) {
    this.access = access;
    metrics = access == null ? null : new Metrics();
    if (metrics != null && ofJvm) {
      metrics.watchJvm();
    }
  }

  /** Who hears of the requests. */
  StageListeners listeners() {
    return metrics == null ? StageListeners.NONE : metrics.listeners();
  }

  /** The plan of a configuration. */
  Plan compiled(PlanCompiler compiler, Configuration configuration) {
    if (metrics != null) {
      metrics.compiling();
    }
    return compiler.compile(configuration);
  }

  /** The plan that was compiled last is in service. */
  void swapped(Configuration configuration) {
    if (metrics != null) {
      metrics.inService();
    }
    if (access != null) {
      Management.hidden(configuration).forEach(warning -> LOG.log(Level.WARNING, warning));
    }
  }

  /**
   * The management address; null when there is none. Called once.
   *
   * @param state how the configuration fares
   * @param source where it is
   */
  @Nullable Management management(
      Supplier<RegistryState> state,
      String source,
      Upstream upstream,
      Pools pools,
      ExchangeCount exchanges,
      AccessLogs accessLogs) {
    if (access == null || metrics == null) {
      return null;
    }
    metrics.watchConfiguration(state, InstantSource.system());
    metrics.watchUpstreams(upstream::connections);
    metrics.watchTargets(pools::status);
    metrics.gauge(
        "gatehouse.exchanges.in.flight",
        "Requests that the server has handed over and not got back, whatever they are for.",
        exchanges::underWay);
    metrics.counter(
        "gatehouse.exchanges",
        "Requests that the server has handed over: those that no stage takes, too.",
        exchanges::all);
    metrics.counter(
        "gatehouse.access.log.lost.lines",
        "Lines of access logs that could not be written.",
        accessLogs::lost);
    Readiness ready = new Readiness(state);
    readiness = ready;
    return new Management(access, ready, state, source, accept -> text(metrics.page(accept)));
  }

  private static MetricsText.Text text(MetricsPage page) {
    return new MetricsText.Text(page.contentType(), page.text());
  }

  /** The deployment is being taken down. */
  void stop() {
    Readiness ready = readiness;
    if (ready != null) {
      ready.stop();
    }
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
  }
}
