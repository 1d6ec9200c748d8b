package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Route;
import gatehouse.config.RouteSettings;
import gatehouse.config.Stage;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrator;
import gatehouse.size.Quotas;
import gatehouse.throttle.Bulkheads;
import gatehouse.throttle.RateLimit;
import gatehouse.throttle.Throttle;
import gatehouse.throttle.TokenBuckets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway remembers of its traffic: token buckets and bulkheads. It stands beside the plans,
 * and each new plan finds there again what the one before has used.
 */
public final class Traffic {

  /** Says that there is no limit. */
  public static final int UNLIMITED = Bulkheads.UNLIMITED;

  private final TokenBuckets buckets;
  private final Bulkheads bulkheads;

  /**
   * No traffic yet.
   *
   * @param ticker tells buckets the time
   * @param quotas have a throttle over all APIs, or not
   * @param mostInFlight requests under way over all integrations, or {@link #UNLIMITED}
   * @param mostInFlightPerIntegration requests under way for one, or {@link #UNLIMITED}
   */
  public Traffic(Ticker ticker, Quotas quotas, int mostInFlight, int mostInFlightPerIntegration) {
    buckets = new TokenBuckets(ticker, quotas.ofAws() ? RateLimit.OF_ACCOUNT : null);
    bulkheads = new Bulkheads(mostInFlight, mostInFlightPerIntegration);
  }

  /** The requests under way over all integrations, where their number is limited. */
  public int inFlight() {
    return bulkheads.inFlight();
  }

  /** Begins the next plan. One plan at a time, by one thread. */
  Draft draft() {
    return new Draft();
  }

  /** What the next plan uses. */
  final class Draft {

    private final TokenBuckets.Draft nextBuckets = buckets.draft();
    private final Bulkheads.Draft nextBulkheads = bulkheads.draft();

    private Draft() {}

    /** The throttle of a route in a stage. */
    Throttle throttle(Api api, Stage stage, Route route) {
      String key = route.key().toString();
      return nextBuckets.of(
          new TokenBuckets.Key(api.id(), stage.name(), key), limit(stage.settings().of(key)));
    }

    /** The integrator, in the bulkhead of its integration. */
    Integrator bounded(Api api, String integrationId, Integrator integrator) {
      return bulkheads.areLimiting()
          ? new BoundedIntegrator(
              integrator, nextBulkheads.of(new Bulkheads.Key(api.id(), integrationId)))
          : integrator;
    }

    /** The plan is made, and is the one in service from now on. */
    void commit() {
      nextBuckets.commit();
      nextBulkheads.commit();
    }
  }

  /** AWS does not say what holds for the one of rate and burst that is absent: the account's. */
  private static @Nullable RateLimit limit(RouteSettings settings) {
    return settings.rateLimit() == null && settings.burstLimit() == null
        ? null
        : new RateLimit(
            Objects.requireNonNullElse(settings.rateLimit(), RateLimit.OF_ACCOUNT.rate()),
            Objects.requireNonNullElse(settings.burstLimit(), RateLimit.OF_ACCOUNT.burst()));
  }
}
