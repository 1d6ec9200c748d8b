package gatehouse.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Connections to a subject over which requests go one after another, and the selector that tells of
 * their answers. Answers are taken by one thread; requests may be sent by others, one at a time for
 * each connection.
 */
final class Connections implements AutoCloseable {

  private final InetSocketAddress address;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(262_144);

  Connections(int port) throws IOException {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** What an answer, or its absence, is told to. */
  interface Listener {
    /**
     * The connection is free for the next request.
     *
     * @param status of the answer; 0 when there was none
     */
    void answered(Connection connection, int status);
  }

  /** One of them. */
  final class Connection {
    private final MessageReader reader = new MessageReader(false);
    private SocketChannel channel;
    private volatile boolean busy;

    /** For the user: when the request was due, {@link System#nanoTime}. */
    long due;

    /** For the user: what the request is counted with. */
    int phase;

    Connection() throws IOException {
      channel = connect();
    }

    private SocketChannel connect() throws IOException {
      SocketChannel opened = SocketChannel.open(address);
      opened.socket().setTcpNoDelay(true);
      opened.configureBlocking(false);
      opened.register(selector, SelectionKey.OP_READ, this);
      selector.wakeup();
      return opened;
    }

    /** Sends; where that fails, the listener is told so. */
    void send(ByteBuffer request) {
      busy = true;
      try {
        ByteBuffer bytes = request.duplicate();
        while (bytes.hasRemaining()) {
          if (channel.write(bytes) == 0) {
            Thread.onSpinWait();
          }
        }
      } catch (IOException e) {
        // The thread that takes answers sees that the connection is gone, and tells.
        shut();
      }
    }

    private void shut() {
      try {
        channel.shutdownInput();
      } catch (IOException e) {
        // It is gone already.
      }
    }

    private void receive(Listener listener) throws IOException {
      int count;
      boolean complete = false;
      try {
        buffer.clear();
        count = channel.read(buffer);
        buffer.flip();
        complete = count > 0 && reader.read(buffer);
      } catch (IOException e) {
        count = -1;
      }
      if (complete) {
        int status = reader.status();
        boolean closes = reader.closes();
        reader.next();
        if (closes) {
          reopen();
        }
        busy = false;
        listener.answered(this, status);
      } else if (count < 0) {
        boolean failed = busy;
        busy = false;
        reopen();
        if (failed) {
          listener.answered(this, 0);
        }
      }
    }

    private void reopen() throws IOException {
      reader.next();
      channel.close();
      channel = connect();
    }
  }

  /** Waits at most so long for answers, and tells of them. */
  void receive(long millis, Listener listener) throws IOException {
    if (millis <= 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid()) {
        try {
          ((Connection) key.attachment()).receive(listener);
        } catch (ClosedChannelException e) {
          // Closed meanwhile, from another thread.
        }
      }
    }
    selector.selectedKeys().clear();
  }

  /** Ends a wait in {@link #receive}. */
  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
