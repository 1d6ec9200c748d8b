package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.config.LogFormat;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The first line is a format, what follows a value that a client sends: it ends neither its line
 * nor its place.
 */
final class LineTemplateFuzz implements FuzzTarget {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void check(Draws input) throws Exception {
    String format = input.line();
    String value = input.rest();
    for (Escape escape : Escape.values()) {
      StringBuilder out = new StringBuilder();
      int bytes = escape.append(out, value, 1_000);
      assertTrue(bytes <= 1_000);
      assertEquals(out.toString().getBytes(StandardCharsets.UTF_8).length, bytes);
      assertTrue(Promise.isOneLine(out.toString()), escape.name());
      assertEquals(-1, out.indexOf("\t"), "so that no value is two");
      if (escape == Escape.JSON && bytes < 990) {
        assertEquals(
            value.replaceAll(
                "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]",
                "\ufffd"),
            JSON.readTree("\"" + out + "\"").textValue());
      }
    }
    for (String each :
        List.of(
            format,
            "{\"id\":$context.requestId,\"a\":\"$context.identity.userAgent\"}",
            "$context.requestId,$context.identity.userAgent,x")) {
      try {
        line(LogFormat.parse(each), value);
      } catch (IllegalArgumentException noFormat) {
        Promise.isTold(noFormat, each);
      }
    }
  }

  private static void line(LogFormat format, String value) throws IOException {
    LineTemplate template = new LineTemplate(format);
    String plain = template.line(exchange("x"));
    Exchange exchange;
    try {
      exchange = exchange(value);
    } catch (IllegalArgumentException noValue) {
      return;
    }
    String line = template.line(exchange);
    assertTrue(Promise.isOneLine(line) || !Promise.isOneLine(format.text()), line);
    assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 1_048_576);
    if (template.kind() == LineKind.JSON && isJson(plain)) {
      assertTrue(isJson(line), () -> "no JSON any more: " + line);
    }
  }

  private static boolean isJson(String line) {
    try {
      return JSON.readTree(line).isObject();
    } catch (IOException none) {
      return false;
    }
  }

  private static Exchange exchange(String agent) {
    return Exchanges.of(
        Exchanges.request("GET", "/", null, Headers.of("User-Agent", agent), Body.EMPTY));
  }
}
