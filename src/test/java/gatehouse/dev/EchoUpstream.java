package gatehouse.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upstream on the loopback interface that answers like Postman Echo: any path tells the request
 * back, and {@code /status/{code}}, {@code /delay/{seconds}}, {@code /stream/{n}} and {@code
 * /server-events/{n}} do what they do there.
 */
public final class EchoUpstream implements AutoCloseable {

  private static final Pattern NUMBERED =
      Pattern.compile("/(status|delay|stream|server-events)/(\\d{1,4})");
  private static final int LONGEST_DELAY_SECONDS = 10;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(EchoUpstream::thread);

  private EchoUpstream(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @throws IOException when the port is in use
   */
  public static EchoUpstream start(int port) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return new EchoUpstream(HttpServer.create(new InetSocketAddress(loopback, port), 0));
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops it at once, with all its threads. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher numbered = NUMBERED.matcher(exchange.getRequestURI().getRawPath());
      if (numbered.matches()) {
        byte[] echo = echo(exchange);
        answerNumbered(exchange, numbered.group(1), Integer.parseInt(numbered.group(2)), echo);
      } else {
        sendJson(exchange, 200, echo(exchange));
      }
    } catch (InterruptedException e) {
      // Closed while an answer was being delayed.
      Thread.currentThread().interrupt();
    }
  }

  private static void answerNumbered(HttpExchange exchange, String what, int number, byte[] echo)
      throws IOException, InterruptedException {
    switch (what) {
      case "status" -> {
        boolean known = number >= 200 && number <= 599;
        String json = "{\"status\":" + number + "}";
        sendJson(exchange, known ? number : 400, json.getBytes(StandardCharsets.UTF_8));
      }
      case "delay" -> {
        int seconds = Math.min(number, LONGEST_DELAY_SECONDS);
        Thread.sleep(1000L * seconds);
        String json = "{\"delay\":\"" + seconds + "\"}";
        sendJson(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
      }
      case "stream" -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        sendPieces(exchange, number, new String(echo, StandardCharsets.UTF_8) + "\n");
      }
      default -> {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        sendPieces(exchange, number, "event: message\ndata: {\"event\":\"message\"}\n\n");
      }
    }
  }

  /** One piece at once and each further one after half a second, so that one can see it stream. */
  private static void sendPieces(HttpExchange exchange, int count, String piece)
      throws IOException, InterruptedException {
    OutputStream out = exchange.getResponseBody();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        Thread.sleep(500);
      }
      out.write(piece.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static byte[] echo(HttpExchange exchange) throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
    String host = exchange.getRequestHeaders().getFirst("Host");
    return PostmanEcho.tell(
            exchange.getRequestMethod(),
            "http://" + (host == null ? "localhost" : host),
            exchange.getRequestURI().toString(),
            headers,
            exchange.getRequestBody().readAllBytes())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void sendJson(HttpExchange exchange, int status, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    boolean bodiless = status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : json.length);
    if (!bodiless) {
      exchange.getResponseBody().write(json);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "echo-upstream");
    thread.setDaemon(true);
    return thread;
  }
}
