package gatehouse.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Clients that ask again as soon as they are answered, all of one thread. Says what a subject can
 * do; its latencies say little, since a slow answer keeps the next question back.
 */
final class ClosedLoop implements Connections.Listener {

  /** As many connections are made at a time, so that no server's backlog overflows. */
  private static final int CONNECTED_AT_ONCE = 32;

  private final ByteBuffer request;
  private final Histogram latency = LoadResult.histogram();
  private long answered;
  private long failed;
  private long from = Long.MAX_VALUE;
  private boolean asking = true;
  private int free;

  private ClosedLoop(ByteBuffer request) {
    this.request = request;
  }

  /**
   * Makes the connections, uses them for the time of the lead, and measures.
   *
   * @param lead seconds
   * @param seconds of measuring, behind the lead
   */
  static LoadResult run(
      int port, ByteBuffer request, int connections, double lead, double seconds, Window window)
      throws IOException {
    ClosedLoop loop = new ClosedLoop(request);
    try (Connections all = new Connections(port)) {
      List<Connections.Connection> fresh = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        fresh.add(all.new Connection());
        if (fresh.size() == CONNECTED_AT_ONCE || i == connections - 1) {
          fresh.forEach(loop::ask);
          fresh.clear();
          all.receive(1, loop);
        }
      }
      loop.receive(all, System.nanoTime() + (long) (lead * 1e9));
      loop.from = System.nanoTime();
      window.begin();
      loop.receive(all, loop.from + (long) (seconds * 1e9));
      double measured = (System.nanoTime() - loop.from) / 1e9;
      long answered = loop.answered;
      window.end(answered);
      loop.asking = false;
      // What is under way may take its time, but not for ever.
      long patience = System.nanoTime() + 10_000_000_000L;
      while (loop.free < connections && System.nanoTime() < patience) {
        all.receive(100, loop);
      }
      return new LoadResult(
          answered, loop.failed + connections - loop.free, measured, loop.latency);
    }
  }

  private void receive(Connections all, long until) throws IOException {
    long left;
    while ((left = until - System.nanoTime()) > 0) {
      all.receive(Math.max(1, left / 1_000_000), this);
    }
  }

  private void ask(Connections.Connection connection) {
    connection.due = System.nanoTime();
    connection.send(request);
  }

  @Override
  public void answered(Connections.Connection connection, int status) {
    long now = System.nanoTime();
    if (status != 200) {
      failed++;
    } else if (now >= from) {
      answered++;
      latency.recordValue(Math.max(0, now - connection.due));
    }
    if (asking) {
      ask(connection);
    } else {
      free++;
    }
  }
}
