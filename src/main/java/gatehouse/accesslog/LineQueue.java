package gatehouse.accesslog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lines that wait to be written, within bounds of memory. Any number of threads may offer, and
 * none of them ever waits; one thread takes.
 */
final class LineQueue {

  /** What a line takes beside its characters, about: two objects, an array and a link. */
  private static final int BYTES_AROUND_LINE = 96;

  private static final int BATCH = 1_000;

  private final Queue<Waiting> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final long mostBytes;

  /** A queue of so many bytes of memory. */
  LineQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  private record Waiting(Outlet outlet, String line) {

    /** Of memory, if the line has characters beyond ISO-8859-1. */
    long bytes() {
      return 2L * line.length() + BYTES_AROUND_LINE;
    }
  }

  /** False when there is no room. */
  boolean offer(Outlet outlet, String line) {
    Waiting waiting = new Waiting(outlet, line);
    if (bytes.addAndGet(waiting.bytes()) > mostBytes) {
      bytes.addAndGet(-waiting.bytes());
      return false;
    }
    lines.add(waiting);
    return true;
  }

  /** Whether it is time to take some. */
  boolean isHalfFull() {
    return bytes.get() > mostBytes / 2;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The next lines of each outlet, in their order; empty when there is none. */
  Map<Outlet, List<String>> take() {
    Map<Outlet, List<String>> taken = new LinkedHashMap<>();
    for (int count = 0; count < BATCH; count++) {
      Waiting next = lines.poll();
      if (next == null) {
        break;
      }
      bytes.addAndGet(-next.bytes());
      taken.computeIfAbsent(next.outlet, outlet -> new ArrayList<>()).add(next.line);
    }
    return taken;
  }

  /** Forgets all lines, and says how many there were. */
  int clear() {
    int count = 0;
    for (Map<Outlet, List<String>> taken = take(); !taken.isEmpty(); taken = take()) {
      count += taken.values().stream().mapToInt(List::size).sum();
    }
    return count;
  }
}
