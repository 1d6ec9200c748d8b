package gatehouse.registry;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.Problem;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the plan in service, and replaces it when its configuration changes.
 *
 * <p>Requests call {@link #current}, one volatile read. Somebody else calls {@link #poll} again and
 * again, usually a {@link Poller}. A poll that sees a change waits for the next one to see the same
 * again, so that files changed together become one change. Then everything is read, checked and
 * compiled beside the traffic, and put in service in one step; or it is refused, told once with all
 * its problems, and the plan in service stays.
 *
 * <p>File systems tell time in ticks of up to two seconds: what is written into a file right after
 * it was read may not show. So everything is read once more two seconds later, and compared by
 * content.
 *
 * <p>A change that is made from here, {@link #replace}, is in service at once. Polls and such
 * changes come one after another, so neither ever puts something older in service.
 *
 * @param <P> what a configuration is compiled to; immutable
 */
public final class Registry<P> implements Serving {

  private static final Logger LOGGER = System.getLogger("gatehouse");
  private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

  private final ConfigStore store;
  private final Function<Configuration, P> compiler;
  private final InstantSource clock;
  private final BiConsumer<Configuration, P> listener;

  private volatile P current;
  private volatile RegistryState state = RegistryState.INITIAL;

  /** What the last poll saw; null before the first. */
  private @Nullable Sighting seen;

  /** The last attempt to load; null before the first. */
  private @Nullable Attempt attempt;

  /** The configuration in service; null while the plan is the initial one. */
  private @Nullable Configuration loaded;

  /** What was logged last, so that it is not logged again; null when all is well. */
  private @Nullable Told told;

  /**
   * A registry that has not looked yet.
   *
   * @param store where the configuration is
   * @param compiler makes a plan; throws ConfigurationException for what cannot be served
   * @param initial the plan before there is any other
   * @param clock for the state and for reading once more
   * @param listener told of each plan that was put in service, by the thread that polls
   */
  public Registry(
      ConfigStore store,
      Function<Configuration, P> compiler,
      P initial,
      InstantSource clock,
      BiConsumer<Configuration, P> listener) {
    this.store = store;
    this.compiler = compiler;
    this.current = initial;
    this.clock = clock;
    this.listener = listener;
  }

  /** What a store shows at one moment: its version, or why it has none. */
  private record Sighting(@Nullable Object version, @Nullable String failure, boolean absent) {}

  /** No sighting is like this one. */
  private static final Sighting UNLIKE_ANY = new Sighting(null, null, false);

  /** A version that was loaded, whatever came of it. */
  private record Attempt(Object version, Instant at, boolean confirmed) {}

  /** What the log was told: about which version or failure, and what. */
  private record Told(Object about, List<Problem> problems) {}

  /** The plan in service. Any thread; a request reads it once and keeps it to its end. */
  public P current() {
    return current;
  }

  /** How things are. Any thread. */
  public RegistryState state() {
    return state;
  }

  /**
   * Looks for a change, and serves it. The very first poll does not wait for a second look. One
   * thread at a time works; others wait.
   */
  public synchronized void poll() {
    if (isSettled() && store.seemsUnchanged()) {
      return;
    }
    Sighting sighting = look();
    if (sighting == null) {
      return;
    }
    boolean quiet = seen == null || seen.equals(sighting);
    seen = sighting;
    if (!quiet) {
      return;
    }
    Object version = sighting.version;
    if (version == null) {
      unreachable(sighting);
    } else if (isDue(version)) {
      load(sighting, version);
    }
  }

  /** Whether what was seen last is what was tried last, and all is done about it. */
  private boolean isSettled() {
    Attempt last = attempt;
    return last != null && last.confirmed && seen != null && last.version.equals(seen.version);
  }

  /** Null when the thread is asked to end. */
  private @Nullable Sighting look() {
    try {
      return new Sighting(store.version(), null, false);
    } catch (ClosedByInterruptException e) {
      return null;
    } catch (IOException e) {
      return failure(e);
    }
  }

  /** Whether a version is new, or is to be read once more. A clock that was set back counts. */
  private boolean isDue(Object version) {
    Attempt last = attempt;
    if (last == null || !last.version.equals(version)) {
      return true;
    }
    Duration since = Duration.between(last.at, clock.instant()).abs();
    return !last.confirmed && since.compareTo(COARSEST_TICK) >= 0;
  }

  private void load(Sighting sighting, Object version) {
    Attempt last = attempt;
    boolean again = last != null && last.version.equals(version);
    // Whatever comes of it, an Error included, is not tried again before there is a reason.
    attempt = new Attempt(version, clock.instant(), again);
    boolean swapped = false;
    try {
      Loaded read = store.load(version);
      if (isAsSeen()) {
        swapped = accept(read);
      }
    } catch (ConfigurationException e) {
      if (isAsSeen()) {
        refuse(version, e.problems(), String.valueOf(e.getMessage()), null);
      }
    } catch (ClosedByInterruptException e) {
      seen = null;
    } catch (IOException e) {
      unreachable(failure(e));
      return;
    } catch (RuntimeException e) {
      Problem problem = new Problem(store.location(), null, "meets a fault of Gatehouse: " + e);
      refuse(version, List.of(problem), problem.toString(), e);
    }
    // Reading once more has to begin a tick after the reading, however long that took.
    attempt = sighting.equals(seen) ? new Attempt(version, clock.instant(), again) : last;
    if (swapped && loaded != null) {
      listener.accept(loaded, current);
    }
  }

  @Override
  public @Nullable String version() {
    Loaded inService = state.inService();
    return inService == null ? null : inService.version();
  }

  @Override
  public synchronized void replace(Loaded next, Commit commit) throws IOException {
    boolean changed = !next.configuration().equals(loaded);
    P plan = changed ? compiler.apply(next.configuration()) : current;
    boolean committed = false;
    try {
      commit.run();
      committed = true;
    } finally {
      if (!committed && changed && loaded != null) {
        // What is kept beside the plans has to be that of the plan in service again.
        current = compiler.apply(loaded);
      }
      // The next looks are to see what is there now, by hand or not, as if it were new.
      attempt = null;
      seen = UNLIKE_ANY;
    }
    accept(next, changed, plan);
    if (changed) {
      listener.accept(next.configuration(), plan);
    }
  }

  /** What was read while it changed may be half of one thing and half of another. */
  private boolean isAsSeen() {
    Sighting before = seen;
    seen = look();
    return before != null && before.equals(seen);
  }

  /** Whether there is another plan now. */
  private boolean accept(Loaded read) {
    Configuration configuration = read.configuration();
    boolean changed = !configuration.equals(loaded);
    accept(read, changed, changed ? compiler.apply(configuration) : current);
    return changed;
  }

  private void accept(Loaded read, boolean changed, P plan) {
    current = plan;
    loaded = read.configuration();
    state = state.accepted(read, changed, clock.instant());
    if (told != null) {
      told = null;
      LOGGER.log(
          Level.INFO, "the configuration in " + store.location() + " is in order, and in service");
    }
  }

  private void refuse(
      Object version, List<Problem> problems, String lines, @Nullable Throwable fault) {
    state = state.failed(problems, clock.instant());
    tell(
        Level.ERROR,
        new Told(version, problems),
        "the configuration in %s is refused, %s:%n%s"
            .formatted(store.location(), whatStays(), lines),
        fault);
  }

  private void unreachable(Sighting sighting) {
    // When it is back it is to be read, even if it is as it was.
    attempt = null;
    String message =
        "the configuration in %s %s, %s".formatted(store.location(), sighting.failure, whatStays());
    if (sighting.absent && loaded == null) {
      state = state.absent();
      tell(Level.INFO, new Told(sighting, List.of()), message, null);
    } else {
      Problem problem = new Problem(store.location(), null, String.valueOf(sighting.failure));
      state = state.failed(List.of(problem), clock.instant());
      tell(Level.ERROR, new Told(sighting, List.of()), message, null);
    }
  }

  private String whatStays() {
    return loaded == null
        ? "nothing is served until that changes"
        : "the one before stays in service until that changes";
  }

  private void tell(Level level, Told news, String message, @Nullable Throwable fault) {
    if (!news.equals(told)) {
      told = news;
      LOGGER.log(level, message, fault);
    }
  }

  private static Sighting failure(IOException e) {
    return e instanceof NoSuchFileException
        ? new Sighting(null, "does not exist", true)
        : new Sighting(null, "cannot be read (" + e + ")", false);
  }
}
