package gatehouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Chromium lets a page do with APIs on another origin: one that lists the page's origin, and
 * one that allows all.
 */
class CorsBrowserIT {

  private static final Path SCRIPT = Path.of("src/test/resources/browser/cors.js");
  private static final String NOT_FOUND = "404 {\"message\":\"Not Found\"}";
  private static final String PUT = "200 PUT {\"name\":\"tom\"}";
  private static final String BLOCKED = "blocked";

  @TempDir private Path directory;

  @Test
  void a_page_can_do_what_the_apis_allow_its_origin_and_no_more() throws IOException {
    Chromium.require();
    try (PageServer pages = new PageServer(SCRIPT);
        RawUpstream upstream = RawUpstream.start().answer(CorsBrowserIT::answer);
        ServerProcess gateway = gateway(pages, upstream)) {
      assertEquals(allowed(), outcome("localhost", pages, gateway));
      // An age of 600 seconds lets a browser remember a preflight, one of -1 does not.
      assertEquals(
          List.of("OPTIONS /listed/asked", "PUT /listed/asked", "PUT /listed/asked"),
          seen(upstream, "/listed/asked"));

      assertEquals(
          List.of("OPTIONS /any/asked", "PUT /any/asked", "OPTIONS /any/asked", "PUT /any/asked"),
          seen(upstream, "/any/asked"));

      upstream.forget();
      assertEquals(refused(), outcome("127.0.0.1", pages, gateway));
      // Requests that need no preflight are served, and only their answers kept back.
      assertEquals(3, seen(upstream, "/listed/pets").size());
    }
  }

  /** What a page can do whose origin is listed. */
  private static Map<String, String> allowed() {
    Map<String, String> outcome = withAnyOrigin();
    outcome.put("simple get", "200 GET");
    outcome.put("put of json", PUT);
    outcome.put("put of json, again", PUT);
    outcome.put("method that is not listed", BLOCKED);
    outcome.put("header that is not listed", BLOCKED);
    outcome.put("fields", "text/plain b null");
    outcome.put("cookie is set", "200 welcome");
    outcome.put("cookie is sent", "200 who=tom");
    outcome.put("cookie is left out", "200 nobody");
    outcome.put("404 of the gateway", NOT_FOUND);
    outcome.put("404 of the gateway behind a preflight", NOT_FOUND);
    outcome.put("503 of the gateway", "503 {\"message\":\"Service Unavailable\"}");
    outcome.put("error of the upstream", "418 short and stout");
    outcome.put("preflight that a route answers", PUT);
    outcome.put("preflight that a route answers, again", PUT);
    outcome.put("preflight that a route answers with 404", BLOCKED);
    return outcome;
  }

  /** What a page can do whose origin is not listed. */
  private static Map<String, String> refused() {
    Map<String, String> outcome = allowed();
    outcome.replaceAll((name, result) -> BLOCKED);
    outcome.putAll(withAnyOrigin());
    return outcome;
  }

  /** What every page can do. */
  private static Map<String, String> withAnyOrigin() {
    Map<String, String> outcome = new TreeMap<>();
    outcome.put("no-cors get", "opaque");
    outcome.put("any: simple get", "200 GET");
    outcome.put("any: put of json", PUT);
    outcome.put("any: delete with a header", "200 DELETE");
    outcome.put("any: fields", "text/plain b hidden");
    outcome.put("any: with cookies", BLOCKED);
    outcome.put("any: preflight that a route answers", PUT);
    outcome.put("any: preflight that a route answers, again", PUT);
    return outcome;
  }

  private Map<String, String> outcome(String host, PageServer pages, ServerProcess gateway)
      throws IOException {
    String page =
        "http://%s:%d/?gateway=http://localhost:%d".formatted(host, pages.port(), gateway.port());
    Path files = directory.resolve(host);
    try (Chromium chromium = Chromium.open(page, files)) {
      return new TreeMap<>(pages.results(chromium::log));
    }
  }

  private static List<String> seen(RawUpstream upstream, String target) {
    return upstream.requests().stream()
        .filter(request -> request.target().equals(target))
        .map(request -> request.method() + " " + request.target())
        .toList();
  }

  /** The upstream of both APIs. What it says of CORS must not reach a browser. */
  private static Script answer(RecordedRequest request) {
    String open = "Access-Control-Allow-Origin: *";
    return switch (request.target().replaceFirst("^/[a-z]+/", "")) {
      case "login" -> Answers.of("200 OK", "welcome", open, "Set-Cookie: who=tom; HttpOnly");
      case "me" -> Answers.of("200 OK", request.header("Cookie").orElse("nobody"), open);
      case "broken" -> Script.start().readBody().close();
      case "teapot" -> Answers.of("418 I'm a teapot", "short and stout", open);
      case "unasked" -> Answers.of("404 Not Found", "", open);
      default -> echo(request, open);
    };
  }

  private static Script echo(RecordedRequest request, String... headers) {
    return Script.start()
        .readBody()
        .then(
            exchange -> {
              String body = (request.method() + " " + request.text()).strip();
              String head =
                  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-B: b\r\nX-Hidden: hidden\r\n"
                      + String.join("\r\n", headers)
                      + "\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n";
              exchange.out().write((head + body).getBytes(StandardCharsets.UTF_8));
            });
  }

  private ServerProcess gateway(PageServer pages, RawUpstream upstream) throws IOException {
    String listed =
        """
        {"AllowOrigins": ["http://localhost:%d"], "AllowMethods": ["GET", "PUT"],
         "AllowHeaders": ["content-type", "x-a"], "ExposeHeaders": ["x-b"],
         "AllowCredentials": true, "MaxAge": 600}"""
            .formatted(pages.port());
    String any =
        """
        {"AllowOrigins": ["*"], "AllowMethods": ["*"], "AllowHeaders": ["*"],
         "ExposeHeaders": ["*"], "MaxAge": -1}""";
    return ServerProcess.jetty()
        .deploy("/listed", ServerBuilder.gatehouseWar(), configuration("listed", listed, upstream))
        .deploy("/any", ServerBuilder.gatehouseWar(), configuration("any", any, upstream))
        .start();
  }

  /** Settings of a deployment that serves one stage of that name, by an API with that CORS. */
  private Map<String, String> configuration(String stage, String cors, RawUpstream upstream)
      throws IOException {
    Path folder = directory.resolve(stage);
    write(folder.resolve("api.json"), "{\"CorsConfiguration\": " + cors + "}");
    write(folder.resolve("stages/" + stage + ".json"), "{}");
    for (String key :
        List.of(
            "GET /pets",
            "PUT /pets",
            "DELETE /pets",
            "GET /login",
            "GET /me",
            "GET /broken",
            "GET /teapot",
            "ANY /asked",
            "ANY /unasked")) {
      String path = key.substring(key.indexOf('/'));
      String id = key.replace(" /", "-").toLowerCase(Locale.ROOT);
      write(
          folder.resolve("routes/" + id + ".json"),
          "{\"RouteKey\": \"%s\", \"Target\": \"integrations/%s\"}".formatted(key, id));
      write(
          folder.resolve("integrations/" + id + ".json"),
          "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"%s/%s%s\"}"
              .formatted(upstream.url(), stage, path));
    }
    return Map.of("gatehouse.config", folder.toString());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
