package gatehouse.relay;

import gatehouse.testkit.RawUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Another proxy in front of an upstream, to compare with; told to change as little as it can. */
final class Nginx implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid %1$s/pid;
      error_log %1$s/error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 127.0.0.1:%2$d;
          client_max_body_size 0;
          ignore_invalid_headers off;
          underscores_in_headers on;
          merge_slashes off;
          location / {
            proxy_pass http://127.0.0.1:%3$d;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_pass_header Server;
            proxy_pass_header Date;
          }
        }
      }
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** One in front of an upstream; null unless {@code -Dtest.nginx=} names the program. */
  static @Nullable Nginx ifAskedFor(int upstream) throws IOException {
    String program = System.getProperty("test.nginx");
    if (program == null) {
      return null;
    }
    Path directory = Files.createTempDirectory("gatehouse-nginx");
    int port = freePort();
    Path file =
        Files.writeString(
            directory.resolve("nginx.conf"), CONFIGURATION.formatted(directory, port, upstream));
    Process process =
        new ProcessBuilder(program, "-p", directory.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    nginx.awaitStart(directory);
    return nginx;
  }

  int port() {
    return port;
  }

  private void awaitStart(Path directory) {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        new Socket(InetAddress.getByName("127.0.0.1"), port).close();
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    close();
    throw new AssertionError("nginx does not start: see " + directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
