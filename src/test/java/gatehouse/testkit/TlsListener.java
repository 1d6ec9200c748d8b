package gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server that answers every request with 200 and remembers who called: the name that the client
 * asked for (SNI) and the subject of its certificate. Clients without a certificate are refused.
 */
public final class TlsListener implements AutoCloseable {

  /** One connection. */
  public record Caller(String serverName, String subject, String protocol) {}

  private final SSLServerSocket server;
  private final List<Caller> callers = new CopyOnWriteArrayList<>();

  /**
   * A server on a free port.
   *
   * @param protocols that it speaks; its usual ones when there are none
   */
  public TlsListener(SSLContext context, String... protocols) throws IOException {
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    server.setNeedClientAuth(true);
    if (protocols.length > 0) {
      server.setEnabledProtocols(protocols);
    }
    Thread acceptor = new Thread(this::accept, "tls-listener");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Whose handshakes went well, in their order. */
  public List<Caller> callers() {
    return List.copyOf(callers);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread worker = new Thread(() -> serve(socket), "tls-listener-connection");
        worker.setDaemon(true);
        worker.start();
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
      callers.add(
          new Caller(
              session.getRequestedServerNames().stream()
                  .map(name -> new String(name.getEncoded(), StandardCharsets.US_ASCII))
                  .findFirst()
                  .orElse(""),
              session.getPeerPrincipal().getName(),
              session.getProtocol()));
      InputStream in = socket.getInputStream();
      while (readHead(in)) {
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client is gone, or was refused: its own test tells.
    }
  }

  /** False at the end. */
  private static boolean readHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
