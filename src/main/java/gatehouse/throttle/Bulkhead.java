package gatehouse.throttle;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a number of requests be under way at once, in one compartment and in all together. For any
 * number of threads; nobody waits.
 */
public final class Bulkhead {

  private final Places own;
  private final Places all;

  Bulkhead(Places own, Places all) {
    this.own = own;
    this.all = all;
  }

  /**
   * Takes a place.
   *
   * @return null when all are taken
   */
  public @Nullable Permit enter() {
    // The own ones first: an excess of one compartment must not take the others' for a moment.
    if (!own.take()) {
      return null;
    }
    if (!all.take()) {
      own.giveBack();
      return null;
    }
    return new Permit();
  }

  boolean isInUse() {
    return own.taken() > 0;
  }

  /** A place that is taken. For any number of threads. */
  public final class Permit {

    private final AtomicBoolean released = new AtomicBoolean();

    private Permit() {}

    /** Gives the place back; more calls do nothing. */
    public void release() {
      if (released.compareAndSet(false, true)) {
        all.giveBack();
        own.giveBack();
      }
    }
  }

  /** A number of places. */
  static final class Places {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int most) {
      this.most = most;
    }

    boolean take() {
      while (true) {
        int now = taken.get();
        if (now >= most) {
          return false;
        }
        if (taken.compareAndSet(now, now + 1)) {
          return true;
        }
      }
    }

    void giveBack() {
      taken.decrementAndGet();
    }

    int taken() {
      return taken.get();
    }
  }
}
