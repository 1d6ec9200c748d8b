package gatehouse.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Heap, threads and garbage collection of the whole server. Reads beans of the JVM and registers no
 * listener with them, so nothing is left there.
 */
final class JvmMeters {

  private JvmMeters() {}

  static void register(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    threads(registry, "live", "Threads.", ThreadMXBean::getThreadCount);
    threads(registry, "daemon", "Daemon threads.", ThreadMXBean::getDaemonThreadCount);
    threads(
        registry, "peak", "The most threads since the start.", ThreadMXBean::getPeakThreadCount);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionTimer.builder(
              "jvm.gc.collection",
              collector,
              GarbageCollectorMXBean::getCollectionCount,
              GarbageCollectorMXBean::getCollectionTime,
              TimeUnit.MILLISECONDS)
          .description("Garbage collections.")
          .tag("gc", collector.getName())
          .register(registry);
    }
  }

  private static void threads(
      MeterRegistry registry,
      String kind,
      String description,
      ToDoubleFunction<ThreadMXBean> value) {
    Gauge.builder("jvm.threads." + kind, ManagementFactory.getThreadMXBean(), value)
        .description(description)
        .baseUnit("threads")
        .strongReference(true)
        .register(registry);
  }
}
