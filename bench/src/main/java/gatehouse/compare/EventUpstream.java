package gatehouse.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream of one thread that takes its time without holding one for it: {@code
 * /event/after/MILLIS} answers then, {@code /event/echo} with the request's body, and other paths
 * as the table says. Anything else is 404.
 */
final class EventUpstream implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Selector selector = Selector.open();
  private final Map<String, byte[]> bodies;
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos - b.nanos, 0));
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
  private final AtomicInteger asked = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "event-upstream");
  private volatile boolean closed;

  private record Due(long nanos, Peer peer) {}

  /** A connection. */
  private final class Peer {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final MessageReader reader = new MessageReader(true);
    private ByteBuffer out = ByteBuffer.allocate(0);

    Peer(SocketChannel channel) throws IOException {
      this.channel = channel;
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ready() throws IOException {
      if (key.isWritable()) {
        write();
      }
      if (!key.isReadable()) {
        return;
      }
      buffer.clear();
      if (channel.read(buffer) < 0) {
        channel.close();
        return;
      }
      buffer.flip();
      if (reader.read(buffer)) {
        String target = reader.target();
        if (target.startsWith("/event/after/")) {
          long millis = Long.parseLong(target.substring("/event/after/".length()));
          asked.incrementAndGet();
          timers.add(new Due(System.nanoTime() + millis * 1_000_000, this));
        } else {
          answer(target.equals("/event/echo") ? reader.body() : bodies.get(target));
        }
        reader.next();
      }
    }

    void answer(byte @org.jspecify.annotations.Nullable [] body) throws IOException {
      byte[] bytes = body == null ? new byte[0] : body;
      byte[] head =
          ("HTTP/1.1 "
                  + (body == null ? "404 Not Found" : "200 OK")
                  + "\r\nContent-Type: text/plain\r\nContent-Length: "
                  + bytes.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      out = ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).flip();
      write();
    }

    private void write() throws IOException {
      channel.write(out);
      key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  /**
   * Starts it.
   *
   * @param bodies answers by path
   */
  EventUpstream(Map<String, byte[]> bodies) throws IOException {
    this.bodies = bodies;
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
    thread.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** How many requests there were by now that had to wait. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    server.close();
  }

  private void run() {
    while (!closed) {
      try {
        Due first = timers.peek();
        if (first == null) {
          selector.select();
        } else {
          // Rounded up, and never 0, which would be forever.
          selector.select(Math.max(1, (first.nanos - System.nanoTime() + 999_999) / 1_000_000));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        expire();
      } catch (IOException e) {
        System.err.println("upstream: " + e);
      }
    }
  }

  private void serve(SelectionKey key) throws IOException {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel;
        while ((channel = server.accept()) != null) {
          channel.configureBlocking(false);
          channel.socket().setTcpNoDelay(true);
          new Peer(channel);
        }
      } else {
        ((Peer) key.attachment()).ready();
      }
    } catch (IOException | RuntimeException e) {
      key.channel().close();
    }
  }

  private void expire() throws IOException {
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.peek().nanos - now <= 0) {
      Peer peer = timers.remove().peer;
      try {
        peer.answer("late\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException | RuntimeException e) {
        peer.channel.close();
      }
    }
  }
}
