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

  private final Cache<ResultKey, Kept> cache;
  private final AtomicLong generations = new AtomicLong();
  private final Ticker ticker;
  private final SharedResults.Timer timer;
  private volatile Map<Owner, Defined> current = Map.of();

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
            .weigher((ResultKey key, Kept kept) -> Math.max(LEAST_WEIGHT, kept.verdict().weight()))
            .expireAfter(Expiry.<ResultKey, Kept>creating((key, kept) -> kept.age()))
            .build();
  }

  /** Which authorizer of which API, in which stage. */
  public record Owner(String apiId, String stageName, String authorizerId) {}

  /** A result and how old it gets. */
  private record Kept(Verdict verdict, Duration age) {}

  /** The results of one definition. */
  private record Defined(Object definition, Generation generation, SharedResults results) {}

  /** Begins the next plan. One plan at a time, by one thread. */
  public Draft draft() {
    return new Draft();
  }

  /**
   * Forgets what the authorizers of a stage have answered. Of calls that are under way, only those
   * who wait for them already get the answer: it is not kept, and nobody joins them any more.
   */
  public void forget(String apiId, String stageName) {
    Set<Long> over = new HashSet<>();
    current.forEach(
        (owner, defined) -> {
          if (owner.apiId().equals(apiId) && owner.stageName().equals(stageName)) {
            over.add(defined.generation().renew());
          }
        });
    cache.asMap().keySet().removeIf(key -> over.contains(key.generation()));
  }

  /** How many results are kept; about, as old ones go when they are looked for. */
  long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  /** The results that the next plan uses. Nothing changes before it is committed. */
  public final class Draft {

    private final Map<Owner, Defined> next = new HashMap<>();

    private Draft() {}

    /**
     * The results of an authorizer.
     *
     * @param definition all that its results depend on; where it equals the one before, they stay
     * @param age how old they get
     */
    SharedResults of(Owner owner, Object definition, Duration age) {
      for (Defined known : Arrays.asList(next.get(owner), current.get(owner))) {
        if (known != null && known.definition().equals(definition)) {
          next.put(owner, known);
          return known.results();
        }
      }
      Defined fresh = defined(definition, age);
      next.put(owner, fresh);
      return fresh.results();
    }

    /** The plan is made: what it does not use goes away. */
    public void commit() {
      current = Map.copyOf(next);
      Set<Long> alive = new HashSet<>();
      current.values().forEach(defined -> alive.add(defined.generation().number()));
      cache.asMap().keySet().removeIf(key -> !alive.contains(key.generation()));
    }
  }

  private Defined defined(Object definition, Duration age) {
    Generation generation = new Generation(age);
    return new Defined(definition, generation, new SharedResults(generation, ticker, timer));
  }

  /** The results since a definition has come, or since it was told to forget them. */
  private final class Generation implements SharedResults.Storage {

    private final Duration age;
    private final AtomicLong number = new AtomicLong(generations.incrementAndGet());

    Generation(Duration age) {
      this.age = age;
    }

    long number() {
      return number.get();
    }

    /** Begins anew, and gives the number before. */
    long renew() {
      return number.getAndSet(generations.incrementAndGet());
    }

    @Override
    public ResultKey key(IdentityHash identity) {
      return new ResultKey(number(), identity);
    }

    @Override
    public @Nullable Verdict find(ResultKey key) {
      Kept kept = cache.getIfPresent(key);
      return kept == null ? null : kept.verdict();
    }

    /** Looks again afterwards, so that of a reset at the same time nothing stays. */
    @Override
    public void keep(ResultKey key, Verdict verdict) {
      if (key.generation() == number()) {
        cache.put(key, new Kept(verdict, age));
        if (key.generation() != number()) {
          cache.invalidate(key);
        }
      }
    }
  }
}
