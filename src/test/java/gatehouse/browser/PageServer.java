package gatehouse.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Gives a browser a page with a script, on a port of 127.0.0.1, and takes what the script has found
 * out. The page has two origins, because {@code localhost} leads here, too.
 */
final class PageServer implements AutoCloseable {

  /** Only how long a test that has failed takes to say so. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String PAGE =
      "<!doctype html><title>Test</title><script type=\"module\" src=\"/script.js\"></script>";

  private final Path script;
  private final HttpServer server;
  private CompletableFuture<Map<String, String>> results = new CompletableFuture<>();

  /**
   * Starts serving.
   *
   * @param script a module; it posts its results to {@code /results} as a JSON object of strings
   */
  PageServer(Path script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * What the script has found out since this was last asked; waits for it.
   *
   * @param log what the browser has to say, should there be nothing
   */
  Map<String, String> results(Supplier<String> log) {
    CompletableFuture<Map<String, String>> awaited = awaited(false);
    try {
      Map<String, String> found = awaited.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      awaited(true);
      return found;
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("no results of the page; log:\n" + log.get(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private synchronized CompletableFuture<Map<String, String>> awaited(boolean anew) {
    if (anew) {
      results = new CompletableFuture<>();
    }
    return results;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readAllBytes();
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> send(exchange, "text/html; charset=utf-8", PAGE.getBytes(UTF_8));
        case "/script.js" -> send(exchange, "text/javascript", Files.readAllBytes(script));
        case "/results" -> {
          awaited(false).complete(new ObjectMapper().readValue(body, new TypeReference<>() {}));
          exchange.sendResponseHeaders(204, -1);
        }
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
