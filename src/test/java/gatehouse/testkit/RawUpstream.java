package gatehouse.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP upstream on a real loopback socket that records every request byte by byte and answers as
 * a {@link Script} says. Until told otherwise it echoes in Postman Echo's shape. One thread with a
 * small stack per connection; safe for use by several threads.
 */
public final class RawUpstream implements AutoCloseable {

  /** How long a test waits for what must happen before it fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Decides what happens with a request, when its head is there and its body is not yet read. */
  @FunctionalInterface
  public interface Handler {
    /** The script for this request; called on the connection's thread. */
    Script answer(RecordedRequest request);
  }

  /** What happens to a connection before a byte of it is read. */
  public enum AtAccept {
    /** Requests are read and answered. */
    SERVE,
    /** Nothing ever happens; under TLS not even the handshake. */
    STALL,
    /** FIN at once. */
    CLOSE,
    /** RST at once. */
    RESET
  }

  private static final int BACKLOG = 4096;
  private static final int STACK = 256 * 1024;

  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final List<RecordedRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<RecordedRequest> untaken = new LinkedBlockingQueue<>();
  private final List<Exception> failedHandshakes = new CopyOnWriteArrayList<>();
  private final Set<UpstreamConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Handler handler = Answers::postmanEcho;
  private volatile AtAccept atAccept = AtAccept.SERVE;
  private volatile boolean keepsRequests = true;

  private RawUpstream(@Nullable SSLContext tls, int port) throws IOException {
    this.tls = tls;
    server = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
    start(this::accept, "upstream-accept");
  }

  /** An upstream for plain HTTP on a free port. */
  public static RawUpstream start() {
    return onFreePort(null);
  }

  /** An upstream for HTTPS on a free port; see {@link TestCertificates}. */
  public static RawUpstream startTls(SSLContext context) {
    return onFreePort(context);
  }

  /**
   * An upstream for HTTPS on a certain port.
   *
   * @throws IOException when the port is taken, or not for this user
   */
  public static RawUpstream startTls(SSLContext context, int port) throws IOException {
    return new RawUpstream(context, port);
  }

  private static RawUpstream onFreePort(@Nullable SSLContext tls) {
    try {
      return new RawUpstream(tls, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** From now on each request gets the script that this handler chooses. */
  public RawUpstream answer(Handler newHandler) {
    handler = newHandler;
    return this;
  }

  /** From now on each request gets this script. */
  public RawUpstream answer(Script script) {
    return answer(request -> script);
  }

  /** The next requests get these scripts, one each; the last one also serves all that follow. */
  public RawUpstream answerInTurn(Script... scripts) {
    Iterator<Script> turn = List.of(scripts).iterator();
    Script last = scripts[scripts.length - 1];
    return answer(
        request -> {
          synchronized (turn) {
            return turn.hasNext() ? turn.next() : last;
          }
        });
  }

  /** From now on this happens to new connections. */
  public RawUpstream atAccept(AtAccept behaviour) {
    atAccept = behaviour;
    return this;
  }

  /** Forgets requests as soon as they are answered, for tests with millions of them. */
  public RawUpstream forgettingRequests() {
    keepsRequests = false;
    return this;
  }

  /** Keeps requests again. */
  public RawUpstream keepingRequests() {
    keepsRequests = true;
    return this;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getLocalPort();
  }

  /** For example {@code http://127.0.0.1:4711}; under TLS with the name {@code localhost}. */
  public String url() {
    return tls == null ? "http://127.0.0.1:" + port() : "https://localhost:" + port();
  }

  /** All requests whose heads have come since the start or the last {@link #forget}. */
  public List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** The next request that nobody has taken yet; waits for it, and fails when none comes. */
  public RecordedRequest takeRequest() {
    try {
      RecordedRequest request = untaken.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (request == null) {
        throw new AssertionError("no request has come");
      }
      return request;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Forgets the requests so far. */
  public void forget() {
    requests.clear();
    untaken.clear();
  }

  /** How many connections have been accepted. */
  public int acceptedConnections() {
    return accepted.get();
  }

  /** How many connections are open, as far as their scripts' reading has shown. */
  public int openConnections() {
    return open.size();
  }

  /** What ended TLS handshakes, for example a client that does not trust the certificate. */
  public List<Exception> failedHandshakes() {
    return List.copyOf(failedHandshakes);
  }

  /** The base URL of a port that nobody listens on. */
  public static String refusingUrl() {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return "http://127.0.0.1:" + taken.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends all idle and busy connections with FIN, as a server does that restarts. */
  public void closeConnections() {
    open.forEach(UpstreamConnection::close);
  }

  /** Ends the listening and all connections. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    closeConnections();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        accepted(server.accept());
      } catch (IOException e) {
        // Closed, or a connection that was gone before it was accepted.
      }
    }
  }

  private void accepted(Socket socket) throws IOException {
    UpstreamConnection connection =
        new UpstreamConnection(this, accepted.incrementAndGet(), socket, tls);
    switch (atAccept) {
      case SERVE -> {
        open.add(connection);
        start(connection, "upstream-" + accepted.get());
      }
      case STALL -> open.add(connection);
      case CLOSE -> connection.close();
      case RESET -> connection.reset();
    }
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    thread.start();
  }

  Script scriptFor(RecordedRequest request) {
    if (keepsRequests) {
      requests.add(request);
      untaken.add(request);
    }
    try {
      return handler.answer(request);
    } catch (RuntimeException | AssertionError e) {
      return Answers.of("500 Handler Failed", "the test's handler failed: " + e);
    }
  }

  void handshakeFailed(IOException reason) {
    failedHandshakes.add(reason);
  }

  void connectionEnded(UpstreamConnection connection) {
    open.remove(connection);
  }
}
