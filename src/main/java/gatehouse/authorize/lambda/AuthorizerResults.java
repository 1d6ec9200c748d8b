package gatehouse.authorize.lambda;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import gatehouse.http.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda authorizers have answered, kept for {@code AuthorizerResultTtlInSeconds}. It stands
 * beside the plan: a plan that is made anew finds the results again, but those of authorizers that
 * have changed. All of a gateway's authorizers share one bounded memory, whose cache keeps what is
 * asked for often and lets go of the rest. Safe for use by several threads; it has none of its own.
 *
 * <p>AWS: "Caching authorizer responses"; a stage has its own results, as {@code
 * ResetAuthorizersCache} shows.
 */
public final class AuthorizerResults {

  /** What an entry takes at least, so that a number of bytes bounds the number of entries, too. */
  static final int LEAST_WEIGHT = 512;

  private final Cache<Key, Kept> cache;
  private final AtomicLong generations = new AtomicLong();
  private final Ticker ticker;
  private final SharedResults.Timer timer;
  private volatile Map<Owner, Generation> current = Map.of();

  /**
   * No results yet.
   *
   * @param ticker ages results
   * @param clock ends the waiting for calls; its threads are the caller's to end
   * @param mostBytes about how much memory all results may take
   */
  public AuthorizerResults(Ticker ticker, ScheduledExecutorService clock, long mostBytes) {
    this(ticker, (nanos, action) -> clock.schedule(action, nanos, TimeUnit.NANOSECONDS), mostBytes);
  }

  AuthorizerResults(Ticker ticker, SharedResults.Timer timer, long mostBytes) {
    this.ticker = ticker;
    this.timer = timer;
    this.cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker::nanos)
            .maximumWeight(mostBytes)
            .weigher((Key key, Kept kept) -> Math.max(LEAST_WEIGHT, kept.verdict().weight()))
            .expireAfter(Expiry.<Key, Kept>creating((key, kept) -> kept.age()))
            .build();
  }

  /** Which authorizer of which API, in which stage. */
  public record Owner(String apiId, String stageName, String authorizerId) {}

  /** Whose result; a definition that has changed begins a new generation. */
  private record Key(long generation, IdentityHash identity) {}

  /** A result and how old it gets. */
  private record Kept(Verdict verdict, Duration age) {}

  /** The results of one definition. */
  private record Generation(long number, Object definition, SharedResults results) {}

  /** Begins the next plan. One plan at a time, by one thread. */
  public Draft draft() {
    return new Draft();
  }

  /**
   * Forgets what the authorizers of a stage have answered. Calls that are under way may still be
   * joined.
   */
  public void forget(String apiId, String stageName) {
    Set<Long> numbers = new HashSet<>();
    current.forEach(
        (owner, generation) -> {
          if (owner.apiId().equals(apiId) && owner.stageName().equals(stageName)) {
            numbers.add(generation.number());
          }
        });
    cache.asMap().keySet().removeIf(key -> numbers.contains(key.generation()));
  }

  /** How many results are kept; about, as old ones go when they are looked for. */
  long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  /** The results that the next plan uses. Nothing changes before it is committed. */
  public final class Draft {

    private final Map<Owner, Generation> next = new HashMap<>();

    private Draft() {}

    /**
     * The results of an authorizer.
     *
     * @param definition all that its results depend on; where it equals the one before, they stay
     * @param age how old they get
     */
    SharedResults of(Owner owner, Object definition, Duration age) {
      for (Generation known : Arrays.asList(next.get(owner), current.get(owner))) {
        if (known != null && known.definition().equals(definition)) {
          next.put(owner, known);
          return known.results();
        }
      }
      Generation fresh = generation(definition, age);
      next.put(owner, fresh);
      return fresh.results();
    }

    /** The plan is made: what it does not use goes away. */
    public void commit() {
      current = Map.copyOf(next);
      Set<Long> alive = new HashSet<>();
      current.values().forEach(generation -> alive.add(generation.number()));
      cache.asMap().keySet().removeIf(key -> !alive.contains(key.generation()));
    }
  }

  private Generation generation(Object definition, Duration age) {
    long number = generations.incrementAndGet();
    return new Generation(
        number,
        definition,
        new SharedResults(
            new SharedResults.Storage() {
              @Override
              public @Nullable Verdict find(IdentityHash identity) {
                Kept kept = cache.getIfPresent(new Key(number, identity));
                return kept == null ? null : kept.verdict();
              }

              @Override
              public void keep(IdentityHash identity, Verdict verdict) {
                cache.put(new Key(number, identity), new Kept(verdict, age));
              }
            },
            ticker,
            timer));
  }
}
