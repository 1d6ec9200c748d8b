package gatehouse.metrics;

import gatehouse.pipeline.StageListeners;
import gatehouse.registry.RegistryState;
import gatehouse.upstream.ConnectionCounts;
import gatehouse.upstream.pool.TargetStatus;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one deployment, in a registry of its own: no thread, nothing static, nothing known
 * to the JVM. For any number of threads.
 */
public final class Metrics implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
  private final StageMeters traffic = new StageMeters(registry);
  private volatile @Nullable ConfigurationMeters configuration;
  private volatile @Nullable TargetMeters targets;

  /** The registry refers to them weakly only. */
  private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

  /** Metrics that count nothing yet. */
  public Metrics() {
    Gauge.builder("gatehouse.build.info", () -> 1)
        .description("The version of Gatehouse.")
        .tag("version", buildVersion())
        .strongReference(true)
        .register(registry);
  }

  /** Counts the requests of stages and routes. */
  public StageListeners listeners() {
    return traffic;
  }

  /** A plan is about to be compiled. */
  public void compiling() {
    traffic.compiling();
  }

  /** The plan that was compiled last is in service. */
  public void inService() {
    traffic.inService();
  }

  /**
   * Shows how the configuration fares.
   *
   * @param clock for its age
   */
  public void watchConfiguration(Supplier<RegistryState> state, InstantSource clock) {
    configuration = new ConfigurationMeters(registry, state, clock);
  }

  /** Shows connections to upstreams. */
  public void watchUpstreams(Supplier<ConnectionCounts> connections) {
    upstreams(
        "leased",
        "Connections to upstreams that carry a request.",
        connections,
        ConnectionCounts::leased);
    upstreams(
        "available",
        "Open connections to upstreams that are unused.",
        connections,
        ConnectionCounts::available);
    upstreams(
        "pending",
        "Requests that wait for a connection to an upstream.",
        connections,
        ConnectionCounts::pending);
    upstreams(
        "max",
        "The most connections to upstreams that there may be.",
        connections,
        ConnectionCounts::max);
  }

  /** Shows how the hosts of connections fare. */
  public void watchTargets(Supplier<List<TargetStatus>> status) {
    targets = new TargetMeters(registry, status);
  }

  private void upstreams(
      String name,
      String description,
      Supplier<ConnectionCounts> connections,
      ToDoubleFunction<ConnectionCounts> value) {
    gauge(
        "gatehouse.upstream.connections." + name,
        description,
        () -> value.applyAsDouble(connections.get()));
  }

  /** Shows heap, threads and garbage collection of the server. */
  public void watchJvm() {
    JvmMeters.register(registry);
  }

  /**
   * Shows a number that goes up and down.
   *
   * @param name with dots, as in {@code gatehouse.exchanges.in.flight}
   */
  public void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  /**
   * Shows a number that only goes up.
   *
   * @param name with dots; {@code _total} is appended
   */
  public void counter(String name, String description, DoubleSupplier value) {
    counted.add(value);
    FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .register(registry);
  }

  /**
   * All metrics at this moment.
   *
   * @param accept what the reader takes, in the form of the Accept field; null for anything
   */
  public synchronized MetricsPage page(@Nullable String accept) {
    ConfigurationMeters watched = configuration;
    if (watched != null) {
      watched.refresh();
    }
    TargetMeters hosts = targets;
    if (hosts != null) {
      hosts.refresh();
    }
    boolean open =
        accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    String type = open ? OPEN_METRICS : TEXT;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      registry.scrape(out, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MetricsPage(type, out.toByteArray());
  }

  /** Nothing is counted any more. */
  @Override
  public void close() {
    registry.close();
  }

  private static String buildVersion() {
    Properties properties = new Properties();
    try (InputStream in = Metrics.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
