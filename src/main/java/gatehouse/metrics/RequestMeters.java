package gatehouse.metrics;

import gatehouse.http.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of a stage or of a route in it: AWS's six, and three more. Recording takes no lock and
 * looks nothing up. For any number of threads.
 */
final class RequestMeters {

  /** In seconds; the last one is the longest that AWS waits for an integration. */
  private static final Duration[] BUCKETS =
      List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final int TOO_MANY_REQUESTS = 429;

  private final MeterRegistry registry;
  private final LongAdder underWay = new LongAdder();
  private final Counter count;
  private final Counter clientErrors;
  private final Counter serverErrors;
  private final Counter throttled;
  private final Counter shed;
  private final Counter retries;
  private final Counter bytesIn;
  private final Counter bytesOut;
  private final Timer latency;
  private final Timer integrationLatency;
  private final Gauge inFlight;

  /**
   * Registers the meters.
   *
   * @param prefix {@code gatehouse} for stages; routes need another, since the same names with
   *     other labels would count everything twice
   */
  RequestMeters(MeterRegistry registry, String prefix, Tags tags) {
    this.registry = registry;
    count = counter(prefix + ".requests", "API requests (AWS: Count).", tags);
    clientErrors =
        counter(prefix + ".client.errors", "Answers with a status of 4xx (AWS: 4xx).", tags);
    serverErrors =
        counter(prefix + ".server.errors", "Answers with a status of 5xx (AWS: 5xx).", tags);
    throttled =
        counter(prefix + ".throttled.requests", "Requests that Gatehouse answered with 429.", tags);
    shed =
        counter(
            prefix + ".shed.requests",
            "Requests that Gatehouse answered with 503 because too many were under way.",
            tags);
    retries =
        counter(
            prefix + ".integration.retries",
            "How often a call of an integration was made once more.",
            tags);
    bytesIn = data(prefix, tags.and("direction", "in"));
    bytesOut = data(prefix, tags.and("direction", "out"));
    latency =
        timer(
            prefix + ".latency",
            "From the request's head to the last byte of the answer (AWS: Latency).",
            tags);
    integrationLatency =
        timer(
            prefix + ".integration.latency",
            "From calling the integration to the head of its answer (AWS: IntegrationLatency).",
            tags);
    inFlight =
        Gauge.builder(prefix + ".requests.in.flight", underWay, LongAdder::sum)
            .description("Requests that are being answered.")
            .tags(tags)
            .register(registry);
  }

  /** A request has come. */
  void began() {
    underWay.increment();
  }

  /** Its answer is over. */
  void ended(Outcome outcome) {
    underWay.decrement();
    count.increment();
    int status = outcome.status();
    if (status >= 500) {
      serverErrors.increment();
      if (outcome.isShed()) {
        shed.increment();
      }
    } else if (status >= 400) {
      clientErrors.increment();
      if (status == TOO_MANY_REQUESTS && outcome.errorType() != null) {
        throttled.increment();
      }
    }
    retries.increment(outcome.integrationRetries());
    bytesIn.increment((double) outcome.requestBytes());
    bytesOut.increment((double) outcome.responseBytes());
    latency.record(outcome.nanos(), TimeUnit.NANOSECONDS);
    if (outcome.integrationNanos() != Outcome.NONE) {
      integrationLatency.record(outcome.integrationNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes the meters out of the registry; what still records into them is not seen any more. */
  void remove() {
    List.<Meter>of(
            count,
            clientErrors,
            serverErrors,
            throttled,
            shed,
            retries,
            bytesIn,
            bytesOut,
            latency,
            integrationLatency,
            inFlight)
        .forEach(registry::remove);
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private Counter data(String prefix, Tags tags) {
    return Counter.builder(prefix + ".data.processed")
        .description("Bytes of bodies, received and sent (AWS: DataProcessed).")
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(BUCKETS)
        .tags(tags)
        .register(registry);
  }
}
