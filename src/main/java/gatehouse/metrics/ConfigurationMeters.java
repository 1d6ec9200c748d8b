package gatehouse.metrics;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in service, since when, and what came of loading it. */
final class ConfigurationMeters {

  private static final double MILLIS = 1_000;

  private final MeterRegistry registry;
  private final Supplier<RegistryState> state;
  private @Nullable Gauge info;
  private @Nullable String version;

  ConfigurationMeters(MeterRegistry registry, Supplier<RegistryState> state, InstantSource clock) {
    this.registry = registry;
    this.state = state;
    gauge(
        "last.load.timestamp",
        "When a configuration was last read and accepted, since 1970; NaN before.",
        "seconds",
        now -> loadedAt(now, at -> at.toEpochMilli() / MILLIS));
    gauge(
        "age",
        "Since a configuration was last read and accepted; NaN before.",
        "seconds",
        now -> loadedAt(now, at -> Duration.between(at, clock.instant()).toMillis() / MILLIS));
    gauge(
        "current",
        "1 while what is configured is in service, 0 while it is refused or cannot be read.",
        null,
        now -> now.loadedAt() != null && now.problems().isEmpty() ? 1 : 0);
    gauge("apis", "APIs in service.", null, now -> apis(now).count());
    gauge(
        "stages",
        "Stages in service.",
        null,
        now -> apis(now).mapToInt(api -> api.stages().size()).sum());
    gauge(
        "routes",
        "Routes that stages serve; one of the same release counts once for all stages of an API.",
        null,
        now -> apis(now).mapToLong(ConfigurationMeters::routesInService).sum());
    counter("loads", "Configurations that were read and accepted.", now -> now.tally().accepted());
    counter(
        "failed.loads",
        "Configurations that were refused or could not be read.",
        now -> now.tally().failed());
  }

  /** Shows which version is in service; before all is read. One thread at a time. */
  void refresh() {
    Loaded loaded = state.get().inService();
    String now = loaded == null ? null : loaded.version();
    if (now != null && !now.equals(version)) {
      if (info != null) {
        registry.remove(info);
      }
      info =
          Gauge.builder("gatehouse.configuration.info", () -> 1)
              .description("The version in service: a hash of its content.")
              .tag("version", now)
              .strongReference(true)
              .register(registry);
      version = now;
    }
  }

  private void gauge(
      String name,
      String description,
      @Nullable String unit,
      ToDoubleFunction<RegistryState> value) {
    Gauge.builder("gatehouse.configuration." + name, () -> value.applyAsDouble(state.get()))
        .description(description)
        .baseUnit(unit)
        .strongReference(true)
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<RegistryState> value) {
    FunctionCounter.builder(
            "gatehouse.configuration." + name, state, now -> value.applyAsDouble(now.get()))
        .description(description)
        .register(registry);
  }

  private static long routesInService(Api api) {
    return api.stages().values().stream()
        .map(api::release)
        .flatMap(
            release ->
                release.routes().keySet().stream()
                    .map(id -> Arrays.asList(release.deploymentId(), id)))
        .distinct()
        .count();
  }

  private static double loadedAt(RegistryState state, ToDoubleFunction<Instant> value) {
    Instant at = state.loadedAt();
    return at == null ? Double.NaN : value.applyAsDouble(at);
  }

  private static Stream<Api> apis(RegistryState state) {
    Loaded loaded = state.inService();
    Configuration configuration = loaded == null ? Configuration.EMPTY : loaded.configuration();
    return Stream.concat(
        Stream.ofNullable(configuration.plain()), configuration.apis().values().stream());
  }
}
