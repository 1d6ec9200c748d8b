package gatehouse.metrics;

import gatehouse.upstream.pool.TargetStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** How the hosts of connections fare. What is gone from the configuration goes from here. */
final class TargetMeters {

  private final Supplier<List<TargetStatus>> status;
  private final MultiGauge outstanding;
  private final MultiGauge ejected;
  private final MultiGauge down;

  TargetMeters(MeterRegistry registry, Supplier<List<TargetStatus>> status) {
    this.status = status;
    outstanding =
        gauge(registry, "requests.in.flight", "Requests that a host of a connection is answering.");
    ejected =
        gauge(registry, "ejected", "1 while a host of a connection is left alone: it has failed.");
    down = gauge(registry, "down", "1 while the health checks of a host of a connection fail.");
  }

  /** Shows how things are now. For one thread at a time. */
  void refresh() {
    List<TargetStatus> now = status.get();
    show(outstanding, now, TargetStatus::outstanding);
    show(ejected, now, target -> target.ejected() ? 1 : 0);
    show(down, now, target -> target.down() ? 1 : 0);
  }

  private static void show(
      MultiGauge gauge, List<TargetStatus> now, ToIntFunction<TargetStatus> value) {
    gauge.register(
        now.stream()
            .map(
                target ->
                    Row.of(
                        Tags.of("connection", target.connection(), "target", target.target()),
                        value.applyAsInt(target)))
            .toList(),
        true);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("gatehouse.upstream.target." + name)
        .description(description)
        .register(registry);
  }
}
