package gatehouse.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on 127.0.0.1 where connecting takes for ever, as towards a host that drops packets: its
 * queue of connections that wait to be accepted is full.
 */
public final class SilentPort implements AutoCloseable {

  private static final int MOST_FILLERS = 64;

  private final ServerSocket server;
  private final List<Socket> fillers = new ArrayList<>();

  private SilentPort(ServerSocket server) {
    this.server = server;
  }

  /** Takes a port and fills its queue. */
  public static SilentPort open() {
    try {
      SilentPort port = new SilentPort(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      port.fill();
      return port;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** For example {@code http://127.0.0.1:4711}. */
  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void fill() throws IOException {
    while (fillers.size() < MOST_FILLERS) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new AssertionError("this system accepts connections beyond the queue");
  }

  @Override
  public void close() {
    try {
      for (Socket filler : fillers) {
        filler.close();
      }
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
