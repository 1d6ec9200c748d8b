package gatehouse.upstream.pool;

import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All pools of a deployment, and what is known about their targets. That outlives reloads: who was
 * ejected, down or busy stays so, and checks that are to go on as before go on. Safe for use by
 * several threads.
 */
public final class Pools implements AutoCloseable {

  private final Outbound upstream;
  private final @Nullable ScheduledExecutorService clock;
  private final LongSupplier nanoTime;
  private final IntUnaryOperator random;
  private final int usualRetries;
  private Map<String, Kept> kept = Map.of();
  private Map<Destination, Integer> limits = Map.of();

  /** What is to be kept next; null when nothing is being prepared. */
  private @Nullable Map<String, Kept> next;

  private final Map<Destination, Integer> nextLimits = new LinkedHashMap<>();

  /**
   * No pools yet.
   *
   * @param clock starts health checks; its owner ends it, after this; null to check nobody
   * @param nanoTime in nanoseconds
   * @param random gives a number from 0 up to its argument, which is excluded
   * @param usualRetries how often a request is tried again where a pool says nothing
   */
  public Pools(
      Outbound upstream,
      @Nullable ScheduledExecutorService clock,
      LongSupplier nanoTime,
      IntUnaryOperator random,
      int usualRetries) {
    this.upstream = upstream;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
    this.usualRetries = usualRetries;
  }

  /** What is kept of a pool from one configuration to the next. */
  private record Kept(
      PoolSettings settings,
      @Nullable TlsProfile profile,
      Map<String, Target> targets,
      Map<String, HealthChecker> checkers) {

    /** Ends the checks that do not go on. */
    void end(@Nullable Kept after) {
      checkers.forEach(
          (key, checker) -> {
            if (after == null || after.checkers.get(key) != checker) {
              checker.stop();
              if (after != null && !after.checkers.containsKey(key)) {
                Objects.requireNonNull(targets.get(key)).unchecked();
              }
            }
          });
    }

    /** Begins the checks that are new. */
    void begin(@Nullable Kept before) {
      checkers.forEach(
          (key, checker) -> {
            if (before == null || before.checkers.get(key) != checker) {
              checker.start();
            }
          });
    }
  }

  /**
   * From now on there are these pools, by id. Requests that are under way in others end there.
   *
   * @throws IllegalArgumentException when certificates cannot be used; nothing has changed then
   */
  public synchronized void keep(Map<String, PoolSettings> wanted) {
    prepare(wanted);
    commit();
  }

  /**
   * Prepares these pools, by id, for {@link #pool} to give. Until {@link #commit}, checks and
   * limits stay those of the pools before; preparing others forgets these. One thread at a time.
   *
   * @throws IllegalArgumentException when certificates cannot be used; nothing has changed then
   */
  public synchronized void prepare(Map<String, PoolSettings> wanted) {
    next = null;
    nextLimits.clear();
    Map<String, @Nullable TlsProfile> profiles = new LinkedHashMap<>();
    wanted.forEach((id, settings) -> profiles.put(id, profile(settings, kept.get(id))));
    Map<String, Kept> now = new LinkedHashMap<>();
    wanted.forEach((id, settings) -> now.put(id, kept(id, settings, profiles.get(id))));
    next = now;
  }

  /**
   * From now on there are the pools that were prepared last: their checks begin, those of others
   * end. Connections are limited to the smallest number that any of them wants for a destination.
   */
  public synchronized void commit() {
    Map<String, Kept> now = next;
    if (now == null) {
      return;
    }
    kept.forEach((id, before) -> before.end(now.get(id)));
    now.forEach((id, after) -> after.begin(kept.get(id)));
    limits.keySet().stream()
        .filter(to -> !nextLimits.containsKey(to))
        .forEach(to -> upstream.limit(to, null));
    nextLimits.forEach(upstream::limit);
    limits = Map.copyOf(nextLimits);
    kept = now;
    next = null;
  }

  /**
   * A pool for one integration; throws IllegalArgumentException when there is none of this id.
   *
   * @param id one of those that are prepared, or else kept
   * @param serverName for TLS; null to do as the pool's settings say
   */
  public synchronized Pool pool(String id, @Nullable String serverName) {
    Map<String, Kept> prepared = next;
    Kept of = (prepared == null ? kept : prepared).get(id);
    if (of == null) {
      throw new IllegalArgumentException("leads to the connection `" + id + "`, which is gone");
    }
    PoolSettings settings = of.settings;
    if (settings.members().isEmpty()) {
      throw new IllegalArgumentException(
          "leads to the connection `%s`, which has no hosts: add `Targets` to `connections/%s.json`"
              .formatted(id, id));
    }
    List<Seat> seats = new ArrayList<>();
    for (PoolSettings.Member member : settings.members()) {
      if (member.weight() > 0) {
        Target target = Objects.requireNonNull(of.targets.get(member.key()));
        Seat seat = seat(member, target, settings.security() != null, serverName, of.profile);
        Integer most = settings.maxConnections();
        if (prepared != null && most != null) {
          nextLimits.merge(seat.to(), most, Math::min);
        }
        seats.add(seat);
      }
    }
    Integer retries = settings.retries();
    return new Pool(
        "connection " + id,
        upstream,
        nanoTime,
        seats,
        new Picker(seats, random),
        new Pool.Rules(settings.ejection(), retries == null ? usualRetries : retries));
  }

  /** A pool of one host, which is never left alone. */
  public Pool single(Origin origin) {
    Seat seat =
        new Seat(new Target(origin.authority()), Destination.of(origin), 1, origin.authority());
    List<Seat> seats = List.of(seat);
    return new Pool(
        origin.scheme() + "://" + origin.authority(),
        upstream,
        nanoTime,
        seats,
        new Picker(seats, random),
        new Pool.Rules(PoolSettings.Ejection.NONE, usualRetries));
  }

  /** How the targets of all pools fare. */
  public synchronized List<TargetStatus> status() {
    long now = nanoTime.getAsLong();
    List<TargetStatus> all = new ArrayList<>();
    kept.forEach(
        (id, of) ->
            of.targets.forEach(
                (key, target) ->
                    all.add(
                        new TargetStatus(
                            id,
                            key,
                            target.outstanding(),
                            target.isEjected(now),
                            target.isDown()))));
    return all;
  }

  /** Ends all checks. */
  @Override
  public void close() {
    keep(Map.of());
  }

  /** The one before goes on when nothing is different, and its connections with it. */
  private @Nullable TlsProfile profile(PoolSettings settings, @Nullable Kept before) {
    PoolSettings.Security security = settings.security();
    if (before != null && Objects.equals(before.settings.security(), security)) {
      return before.profile;
    }
    if (security == null || (security.trusted() == null && security.identity() == null)) {
      return null;
    }
    return upstream.profile(security.trusted(), security.identity());
  }

  private Kept kept(String id, PoolSettings settings, @Nullable TlsProfile profile) {
    Kept before = kept.get(id);
    Map<String, Target> targets = new LinkedHashMap<>();
    Map<String, HealthChecker> checkers = new LinkedHashMap<>();
    for (PoolSettings.Member member : settings.members()) {
      String key = member.key();
      Target known = before == null ? null : before.targets.get(key);
      Target target = known == null ? new Target("connection " + id + ": " + key) : known;
      targets.put(key, target);
      PoolSettings.Check check = settings.check();
      HealthChecker running = before == null ? null : before.checkers.get(key);
      if (check != null && clock != null) {
        Seat seat = seat(member, target, settings.security() != null, null, profile);
        checkers.put(
            key,
            running != null && running.does(check, seat)
                ? running
                : new HealthChecker(seat, check, upstream, clock, random));
      }
    }
    return new Kept(settings, profile, targets, checkers);
  }

  private static Seat seat(
      PoolSettings.Member member,
      Target target,
      boolean secured,
      @Nullable String serverName,
      @Nullable TlsProfile profile) {
    boolean https = secured || serverName != null;
    Origin origin = new Origin(https ? "https" : "http", member.host(), member.port());
    String name = serverName == null ? member.host() : serverName;
    return new Seat(
        target,
        https ? Destination.secured(origin, name, profile) : Destination.of(origin),
        Math.max(1, member.weight()),
        serverName == null ? origin.authority() : serverName);
  }
}
