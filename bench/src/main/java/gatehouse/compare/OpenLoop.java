package gatehouse.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests at a fixed rate, whether answers come or not. A latency counts from the moment at which
 * its request was due, not from when it was sent: while a subject stands still, those that wait for
 * it are counted with all the time that they wait, also when that is longer than the measurement.
 * One thread sends by the clock and another one takes the answers as they come, so neither waits
 * for the other.
 */
final class OpenLoop implements Connections.Listener, AutoCloseable {

  /** More than this many under way wait in front of the connections, and that counts as well. */
  private static final int USUAL_CONNECTIONS = 256;

  private final int count;

  private final ByteBuffer request;
  private final Connections connections;
  private final Histogram[] phases;
  private final Thread sender;
  private final Thread receiver;
  private final double nanosPerRequest;
  private final Object lock = new Object();
  private final List<Connections.Connection> all = new ArrayList<>();
  private final Deque<Connections.Connection> free = new ArrayDeque<>();
  private final Deque<Due> late = new ArrayDeque<>();
  private volatile int phase = -1;
  private volatile boolean stopped;
  private volatile long failed;
  private volatile long right;
  private volatile long shed;

  /** A request that waits for a connection. */
  private record Due(long nanos, int phase) {}

  /**
   * Starts; nothing is recorded before there is a phase.
   *
   * @param rate requests per second
   * @param phases how many histograms there are to be
   */
  OpenLoop(int port, ByteBuffer request, double rate, int phases) throws IOException {
    this(port, request, rate, phases, USUAL_CONNECTIONS);
  }

  /** With another number of connections, so many requests may be under way. */
  OpenLoop(int port, ByteBuffer request, double rate, int phases, int count) throws IOException {
    this.request = request;
    this.count = count;
    nanosPerRequest = 1e9 / rate;
    connections = new Connections(port);
    this.phases = new Histogram[phases];
    for (int i = 0; i < phases; i++) {
      this.phases[i] = LoadResult.histogram();
    }
    for (int i = 0; i < count; i++) {
      all.add(connections.new Connection());
    }
    free.addAll(all);
    sender = new Thread(this::send, "open-loop-sender");
    receiver = new Thread(this::receive, "open-loop-receiver");
    sender.setDaemon(true);
    receiver.setDaemon(true);
    receiver.start();
    sender.start();
  }

  /** Measures for some seconds behind a lead. */
  static LoadResult run(int port, ByteBuffer request, double rate, double lead, double seconds)
      throws IOException, InterruptedException {
    OpenLoop loop = new OpenLoop(port, request, rate, 1);
    try (loop) {
      Thread.sleep((long) (lead * 1e3));
      loop.record(0);
      Thread.sleep((long) (seconds * 1e3));
      loop.record(-1);
    }
    return new LoadResult(loop.phases[0].getTotalCount(), loop.failed(), seconds, loop.phases[0]);
  }

  /** Requests that are due from now on are recorded in this histogram; -1 for none. */
  void record(int newPhase) {
    phase = newPhase;
  }

  /** What was recorded; to be read when the loop is closed. */
  Histogram latency(int ofPhase) {
    return phases[ofPhase];
  }

  /** Requests that got a wrong status or no answer; at the end also those that still wait. */
  long failed() {
    return failed;
  }

  /** Right answers so far. */
  long right() {
    return right;
  }

  /** Those of the failed that were told to come again: answers of 503 and 429. */
  long shed() {
    return shed;
  }

  /**
   * Sends nothing any more, not even what is late, which then counts nowhere; the answers to what
   * is under way are still taken.
   */
  void stop() {
    synchronized (lock) {
      stopped = true;
      late.clear();
    }
  }

  /**
   * Sends nothing new, and waits for a while for the answers that are due. Those that do not come
   * have failed, and are recorded with the time that they have waited by then.
   */
  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      sender.join(5_000);
      long patience = System.nanoTime() + 5_000_000_000L;
      while (underWay() > 0 && System.nanoTime() < patience) {
        Thread.sleep(10);
      }
      receiver.interrupt();
      connections.wake();
      receiver.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long now = System.nanoTime();
    all.stream()
        .filter(connection -> !free.contains(connection))
        .forEach(connection -> lose(connection.due, connection.phase, now));
    late.forEach(due -> lose(due.nanos, due.phase, now));
    connections.close();
  }

  private void lose(long due, int ofPhase, long now) {
    failed++;
    if (ofPhase >= 0) {
      phases[ofPhase].recordValue(now - due);
    }
  }

  private int underWay() {
    synchronized (lock) {
      return count - free.size() + late.size();
    }
  }

  private void send() {
    long start = System.nanoTime();
    for (long i = 0; !stopped; i++) {
      long due = start + (long) (i * nanosPerRequest);
      long ahead;
      while ((ahead = due - System.nanoTime()) > 0) {
        LockSupport.parkNanos(ahead);
      }
      Connections.Connection connection;
      synchronized (lock) {
        connection = free.pollLast();
        if (connection == null) {
          late.add(new Due(due, phase));
        } else {
          connection.due = due;
          connection.phase = phase;
        }
      }
      if (connection != null) {
        connection.send(request);
      }
    }
  }

  private void receive() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        connections.receive(1_000, this);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("load: " + e);
    }
  }

  @Override
  public void answered(Connections.Connection connection, int status) {
    boolean isRight = status == 200;
    if (isRight) {
      right++;
    } else {
      failed++;
      if (status == 503 || status == 429) {
        shed++;
      }
    }
    if (isRight && connection.phase >= 0) {
      phases[connection.phase].recordValue(Math.max(0, System.nanoTime() - connection.due));
    }
    Due next;
    synchronized (lock) {
      next = late.poll();
      if (next == null) {
        free.add(connection);
      }
    }
    if (next != null) {
      connection.due = next.nanos;
      connection.phase = next.phase;
      connection.send(request);
    }
  }
}
