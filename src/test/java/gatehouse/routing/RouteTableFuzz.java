package gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.RouteKey;
import gatehouse.http.Refusal;
import gatehouse.http.RequestPath;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of requests, such as {@code > GET /pets/7}, and of routes; both tables against the rules.
 * The paths of routes are keys of mappings as well, as far as they have no variables.
 */
final class RouteTableFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    Map<RouteKey, RouteKey> routes = new LinkedHashMap<>();
    Map<String, RouteKey> identities = new LinkedHashMap<>();
    Map<String, String> mappings = new LinkedHashMap<>();
    List<String> lines = input.lines();
    for (String line : lines) {
      try {
        RouteKey key = RouteKey.parse(line);
        if (identities.putIfAbsent(key.identity(), key) == null) {
          routes.put(key, key);
        }
        String path = key.template() == null ? "/" : key.template().toString();
        if (path.indexOf('{') < 0) {
          mappings.put(path.substring(1), path);
        }
      } catch (IllegalArgumentException noRoute) {
        // A request, or nothing.
      }
    }
    RouteTable<RouteKey> table = RouteTable.compile(routes);
    MappingTable<String> ofDomain = new MappingTable<>(mappings);
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[0].equals(">")) {
        try {
          RequestPath path = RequestPath.of(words[2]);
          assertEquals(
              RouteTablePropertyTest.byTheRules(routes, words[1], path.decoded()),
              table.find(words[1], path.decoded()),
              () -> line + " among " + routes.keySet());
          assertEquals(longest(mappings, path), selected(ofDomain, path), line);
        } catch (Refusal noPath) {
          assertEquals(400, noPath.status());
        }
      }
    }
  }

  private static @Nullable String longest(Map<String, String> mappings, RequestPath path) {
    return mappings.entrySet().stream()
        .filter(
            mapping ->
                mapping.getKey().isEmpty()
                    || (path.decoded() + "/").startsWith("/" + mapping.getKey() + "/"))
        .max(Comparator.comparingInt(mapping -> mapping.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  private static @Nullable String selected(MappingTable<String> table, RequestPath path) {
    try {
      EndpointTable.Selection<String> selection = table.select(path);
      return selection.stage();
    } catch (Refusal none) {
      return null;
    }
  }
}
