package gatehouse.servlet;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Watches over the streams of one exchange: never two threads in them at once, and nobody any more
 * after the end. What it notices it keeps, because an exception could be taken for a failed read.
 */
final class Touches {

  private final AtomicReference<Thread> inside = new AtomicReference<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /** To be called at the begin of each operation. */
  void enter(String operation) {
    if (ended) {
      violate(operation + " after the end");
    }
    Thread other = inside.getAndSet(Thread.currentThread());
    if (other != null) {
      violate(operation + " while " + other.getName() + " is in another operation");
    }
    // Gives others the occasion to come in.
    Thread.yield();
  }

  /** To be called at the end of each operation. */
  void leave() {
    if (inside.getAndSet(null) == null) {
      violate("left twice");
    }
  }

  /** From now on the streams may belong to another request. */
  void end() {
    if (inside.get() != null) {
      violate("ended within an operation");
    }
    ended = true;
  }

  void violate(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
