package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.PathTemplate;
import gatehouse.config.RouteKey;
import gatehouse.config.UriTemplate;
import gatehouse.http.Exchange;
import gatehouse.http.QueryParameters;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import gatehouse.http.RequestPath;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A URI, a route key, a target, and then changes of the query: whatever a client sends stays in its
 * place of the upstream's target.
 */
final class TargetUriFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String uri = input.line();
    String route = input.line();
    String[] target = input.line().split("\\?", 2);
    String query = target.length < 2 ? null : target[1];
    changes(query, input.lines());
    TargetUri made;
    Exchange exchange;
    PathTemplate template;
    try {
      template = RouteKey.parse(route).template();
      made = new TargetUri(UriTemplate.parse(uri).resolve(Map.of()), template);
      exchange = Exchanges.get(target[0], query);
    } catch (IllegalArgumentException | Refusal none) {
      return;
    }
    String sent;
    try {
      sent = made.of(exchange, RequestChanges.NONE);
    } catch (IllegalArgumentException tooShort) {
      // No route leads there.
      return;
    }
    String[] parts = sent.split("\\?", 2);
    assertTrue(parts[0].startsWith("/"), sent);
    if (query == null || query.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      assertTrue(sent.chars().allMatch(c -> c > ' ' && c < 0x7f), sent);
    }
    if (query != null) {
      assertTrue(sent.endsWith(query), sent);
    }
    String fixed = uri.replaceFirst("(?i)https?://[^/?]*", "");
    if (uri.indexOf('{') < 0 && template != null) {
      String path = fixed.isEmpty() || fixed.startsWith("?") ? "/" + fixed : fixed;
      assertTrue(sent.startsWith(path), sent + " for " + path);
    }
    if (template == null && fixed.isEmpty()) {
      assertEquals(exchange.path(), RequestPath.parse(parts[0]), "what is routed is forwarded");
    }
  }

  /** Parameters that nobody names stay as they are, and new ones are read back. */
  private static void changes(String query, List<String> lines) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      Operation operation = Operation.values()[i / 2 % 3];
      changes.add(new Change(operation, lines.get(i), lines.get(i + 1)));
    }
    String applied = QueryChanges.applied(query, changes);
    if (!changes.isEmpty()) {
      Change last = changes.get(changes.size() - 1);
      List<String> values = QueryParameters.values(applied, last.name());
      switch (last.operation()) {
        case REMOVE -> assertEquals(List.of(), values);
        case OVERWRITE -> assertEquals(1, values.size(), applied);
        case APPEND -> assertTrue(!values.isEmpty(), applied);
      }
      if (last.operation() == Operation.OVERWRITE && isText(last.value()) && isText(last.name())) {
        assertEquals(List.of(last.value()), values);
      }
    } else if (query == null) {
      assertNull(applied);
    }
  }

  private static boolean isText(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
