package gatehouse.throttle;

import gatehouse.http.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token buckets of a gateway, one per API, stage and route. They stand beside the plan: a plan
 * that is made anew finds them again, so that a reload resets nothing; where a limit has changed,
 * the level stays, capped by the new burst. Those of routes that are gone go away.
 *
 * <p>AWS does not say whether the routes of a stage share the bucket of {@code
 * DefaultRouteSettings}; here each route has one of its own, as methods of REST APIs do.
 */
public final class TokenBuckets {

  private final Kept<Key, TokenBucket> buckets = new Kept<>();
  private final Ticker ticker;
  private final Throttle overall;

  /**
   * No buckets yet.
   *
   * @param overall what all routes of all APIs have together; null for no limit
   */
  public TokenBuckets(Ticker ticker, @Nullable RateLimit overall) {
    this.ticker = ticker;
    this.overall = overall == null ? Throttle.NONE : new TokenBucket(overall, ticker);
  }

  /**
   * What a bucket belongs to.
   *
   * @param routeKey as AWS writes it
   */
  public record Key(String apiId, String stageName, String routeKey) {}

  /** Begins the next plan. One plan at a time, by one thread. */
  public Draft draft() {
    return new Draft();
  }

  /** How many routes have a bucket of their own. */
  public int size() {
    return buckets.size();
  }

  /** The buckets of the next plan. Nothing changes before it is committed. */
  public final class Draft {

    private final Kept<Key, TokenBucket>.Draft kept = buckets.draft();
    private final Map<Key, RateLimit> limits = new LinkedHashMap<>();

    private Draft() {}

    /** The throttle of a route: its own limit first, then the overall one, as on AWS. */
    public Throttle of(Key key, @Nullable RateLimit limit) {
      if (limit == null) {
        return overall;
      }
      limits.put(key, limit);
      Throttle own = kept.of(key, () -> new TokenBucket(limit, ticker));
      return overall == Throttle.NONE ? own : own.and(overall);
    }

    /** The plan is made: its limits hold from now on. */
    public void commit() {
      kept.commit(unused -> false);
      limits.forEach(
          (key, limit) -> kept.of(key, () -> new TokenBucket(limit, ticker)).limit(limit));
    }
  }
}
