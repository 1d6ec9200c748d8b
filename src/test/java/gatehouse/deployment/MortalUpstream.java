package gatehouse.deployment;

import gatehouse.testkit.RawUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A host that answers everything, can die with all its connections, and comes back. */
final class MortalUpstream implements AutoCloseable {

  private final byte[] answer;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Semaphore answers = new Semaphore(0);
  private ServerSocket server;

  MortalUpstream(String text) throws IOException {
    answer =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
            .getBytes(StandardCharsets.US_ASCII);
    server = listen(0);
    port = server.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Waits for this many answers from now on. */
  void awaitAnswers(int count) throws InterruptedException {
    answers.drainPermits();
    if (!answers.tryAcquire(count, RawUpstream.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("no requests come any more");
    }
  }

  /** Nobody listens any more, and all connections are reset. */
  void die() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  void comeBack() throws IOException {
    server = listen(port);
  }

  @Override
  public void close() throws IOException {
    die();
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at), 200);
    start(() -> accept(listening));
    return listening;
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        start(() -> serve(socket));
      } catch (IOException e) {
        // Dead.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      int matched = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        if (matched == 4) {
          matched = 0;
          socket.getOutputStream().write(answer);
          answers.release();
        }
      }
    } catch (IOException e) {
      // Dead, or the gateway has gone.
    } finally {
      open.remove(socket);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "mortal-upstream");
    thread.setDaemon(true);
    thread.start();
  }
}
