package gatehouse.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One accepted connection: reads request after request and runs the script of each. */
final class UpstreamConnection implements Runnable {

  private final RawUpstream upstream;
  private final int number;
  private final Socket tcp;
  private final @Nullable SSLContext tls;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> closedByPeer = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;
  private Socket socket;
  private WatchedInput watched;
  private WireInput in;

  UpstreamConnection(RawUpstream upstream, int number, Socket tcp, @Nullable SSLContext tls)
      throws IOException {
    this.upstream = upstream;
    this.number = number;
    this.tcp = tcp;
    this.tls = tls;
    this.socket = tcp;
    this.watched = new WatchedInput(tcp.getInputStream(), this::inputEnded);
    this.in = new WireInput(watched);
  }

  @Override
  public void run() {
    try (tcp) {
      tcp.setTcpNoDelay(true);
      if (tls == null || handshake(tls)) {
        boolean goesOn = serveOne();
        while (goesOn) {
          goesOn = serveOne();
        }
      }
    } catch (IOException e) {
      // The peer is gone, or sent what is no HTTP: its requests tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      upstream.connectionEnded(this);
    }
  }

  private boolean handshake(SSLContext context) throws IOException {
    SSLSocket layered =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
    layered.setUseClientMode(false);
    try {
      layered.startHandshake();
      // TLS 1.3 clients send their refusal of our certificate behind the handshake.
      socket = layered;
      watched = new WatchedInput(layered.getInputStream(), this::inputEnded);
      in = new WireInput(watched);
      return true;
    } catch (IOException e) {
      upstream.handshakeFailed(e);
      closedByPeer.complete(null);
      return false;
    }
  }

  private boolean serveOne() throws IOException, InterruptedException {
    byte[] raw = in.readHead();
    if (raw == null) {
      return false;
    }
    MessageHead head = MessageHead.parse(raw);
    RecordedRequest request = new RecordedRequest(head, number, closedByPeer);
    Exchange exchange = new Exchange(request, this, FramedBody.ofRequest(in, head));
    in.recordTo(request.rawBodyRecording());
    try {
      upstream.scriptFor(request).run(exchange);
    } catch (IOException e) {
      if (!closing) {
        closedByPeer.complete(null);
      }
      throw e;
    } finally {
      exchange.abandon();
      in.recordTo(null);
    }
    return !exchange.isOver();
  }

  Socket socket() {
    return socket;
  }

  /** Completes when the input has ended, whoever ended it. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  void watch() {
    watched.watch();
  }

  void drain() throws IOException {
    in.recordTo(null);
    byte[] piece = new byte[8192];
    while (in.read(piece, 0, piece.length) >= 0) {
      continue;
    }
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Ends the connection; under TLS with the closing message. */
  void close() {
    closing = true;
    closed.countDown();
    try {
      socket.close();
      tcp.close();
    } catch (IOException e) {
      // It is closed, one way or another.
    }
  }

  void cut() throws IOException {
    closing = true;
    tcp.shutdownOutput();
    tcp.close();
  }

  void reset() throws IOException {
    closing = true;
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  private void inputEnded() {
    if (!closing) {
      closedByPeer.complete(null);
    }
    ended.complete(null);
  }
}
