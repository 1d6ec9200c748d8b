package gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.PathSegment;
import gatehouse.config.PathSegment.Kind;
import gatehouse.config.PathTemplate;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The compiled table against AWS's rules, written down as plainly as they can be: take all routes
 * that match, sort them, take the first. The alphabets are small, so that routes compete.
 */
class RouteTablePropertyTest {

  private static final int TABLES = 3_000;
  private static final int REQUESTS_PER_TABLE = 40;
  private static final int MOST_SEGMENTS = 5;

  private static final List<String> LITERALS = List.of("a", "b", "c", "Aa", "BB");
  private static final List<String> SENT_SEGMENTS = List.of("a", "b", "c", "Aa", "BB", "x", "");
  private static final List<String> SENT_METHODS =
      List.of(
          "GET", "GET", "POST", "PUT", "HEAD", "OPTIONS", "PURGE", "get", "ANY", "TRACE",
          "CONNECT");
  private static final List<RouteMethod> METHODS =
      List.of(RouteMethod.GET, RouteMethod.GET, RouteMethod.POST, RouteMethod.PUT, RouteMethod.ANY);

  @Test
  void the_table_agrees_with_the_rules_on_random_routes_and_requests() {
    Random random = new Random(20260101);
    Map<String, Integer> seen = new HashMap<>();
    Map<WhyNot.Kind, Integer> told = new EnumMap<>(WhyNot.Kind.class);
    for (int t = 0; t < TABLES; t++) {
      Map<RouteKey, RouteKey> routes = randomRoutes(random);
      RouteTable<RouteKey> table = RouteTable.compile(routes);
      for (int r = 0; r < REQUESTS_PER_TABLE; r++) {
        String method = oneOf(random, SENT_METHODS);
        String path = randomPath(random);
        RouteKey expected = byTheRules(routes, method, path);
        assertEquals(
            expected,
            table.find(method, path),
            () -> method + " " + path + " among " + routes.keySet());
        seen.merge(kindOf(expected), 1, Integer::sum);
        for (RouteKey key : table.targets()) {
          if (key != expected) {
            WhyNot why = WhyNot.of(key, table.find(method, path), method, path);
            assertTrue(
                isTrue(why, key, expected, method, path),
                () -> "%s %s is not for %s: %s".formatted(method, path, key, why));
            told.merge(why.kind(), 1, Integer::sum);
          }
        }
      }
    }
    for (String kind : List.of("full", "greedy", "$default", "nothing")) {
      assertTrue(seen.getOrDefault(kind, 0) > 5_000, () -> "too few to mean anything: " + seen);
    }
    for (WhyNot.Kind kind : WhyNot.Kind.values()) {
      assertTrue(told.getOrDefault(kind, 0) > 5_000, () -> "too few to mean anything: " + told);
    }
  }

  /** Whether a reason holds, by the rules alone. */
  private static boolean isTrue(
      WhyNot why, RouteKey key, @Nullable RouteKey winner, String method, String path) {
    boolean fits = takesPath(key.template(), path);
    List<String> sent = Arrays.asList(path.substring(1).split("/", -1));
    List<PathSegment> wanted = key.template() == null ? List.of() : key.template().segments();
    return switch (why.kind()) {
      case REFUSED_METHOD -> method.equals("TRACE") || method.equals("CONNECT");
      case OTHER_METHOD -> fits && !takesMethod(key, method);
      case OTHER_LITERAL ->
          !fits
              && wanted.get(why.segment() - 1).kind() == Kind.LITERAL
              && !wanted.get(why.segment() - 1).text().equals(sent.get(why.segment() - 1));
      case EMPTY_SEGMENT ->
          !fits
              && wanted.get(why.segment() - 1).kind() == Kind.VARIABLE
              && sent.get(why.segment() - 1).isEmpty();
      case PATH_TOO_SHORT ->
          !fits && sent.size() < wanted.size() && why.segment() == sent.size() + 1;
      case PATH_TOO_LONG ->
          !fits && sent.size() > wanted.size() && why.segment() == wanted.size() + 1;
      case LESS_SPECIFIC ->
          fits && takesMethod(key, method) && winner != null && compare(winner, key) < 0;
    };
  }

  private static String kindOf(@Nullable RouteKey key) {
    if (key == null) {
      return "nothing";
    }
    PathTemplate template = key.template();
    return template == null ? "$default" : isGreedy(template) ? "greedy" : "full";
  }

  static @Nullable RouteKey byTheRules(Map<RouteKey, RouteKey> routes, String method, String path) {
    return routes.keySet().stream()
        .filter(key -> takesMethod(key, method) && takesPath(key.template(), path))
        .min(RouteTablePropertyTest::compare)
        .orElse(null);
  }

  private static boolean takesMethod(RouteKey key, String method) {
    return key.method() == RouteMethod.ANY
        ? !method.equals("TRACE") && !method.equals("CONNECT")
        : key.method().name().equals(method);
  }

  private static boolean takesPath(@Nullable PathTemplate template, String path) {
    if (template == null) {
      return true;
    }
    List<String> sent = Arrays.asList(path.substring(1).split("/", -1));
    List<PathSegment> wanted = template.segments();
    if (isGreedy(template) ? sent.size() < wanted.size() : sent.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      PathSegment segment = wanted.get(i);
      boolean takes =
          switch (segment.kind()) {
            case LITERAL -> segment.text().equals(sent.get(i));
            case VARIABLE -> !sent.get(i).isEmpty();
            case GREEDY -> true;
          };
      if (!takes) {
        return false;
      }
    }
    return true;
  }

  private static int compare(RouteKey one, RouteKey other) {
    return Comparator.comparing(RouteTablePropertyTest::rank)
        .thenComparing(RouteTablePropertyTest::kinds, Arrays::compare)
        .thenComparing(key -> key.method() == RouteMethod.ANY)
        .compare(one, other);
  }

  private static int rank(RouteKey key) {
    return List.of("full", "greedy", "$default").indexOf(kindOf(key));
  }

  /** Literal before variable before greedy, as the enum has it. */
  private static Kind[] kinds(RouteKey key) {
    PathTemplate template = key.template();
    return template == null
        ? new Kind[0]
        : template.segments().stream().map(PathSegment::kind).toArray(Kind[]::new);
  }

  private static boolean isGreedy(PathTemplate template) {
    return template.segments().get(template.segments().size() - 1).kind() == Kind.GREEDY;
  }

  private static Map<RouteKey, RouteKey> randomRoutes(Random random) {
    Map<String, RouteKey> byIdentity = new LinkedHashMap<>();
    int wanted = random.nextInt(25);
    for (int i = 0; i < wanted; i++) {
      RouteKey key = new RouteKey(oneOf(random, METHODS), randomTemplate(random));
      byIdentity.put(key.identity(), key);
    }
    if (random.nextInt(3) == 0) {
      byIdentity.put("$default", RouteKey.DEFAULT);
    }
    Map<RouteKey, RouteKey> routes = new LinkedHashMap<>();
    byIdentity.values().forEach(key -> routes.put(key, key));
    return routes;
  }

  private static PathTemplate randomTemplate(Random random) {
    int size = random.nextInt(MOST_SEGMENTS);
    if (size == 0 && random.nextBoolean()) {
      return PathTemplate.parse("/");
    }
    List<PathSegment> segments = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      segments.add(
          random.nextInt(5) < 2
              ? new PathSegment(Kind.VARIABLE, "v" + random.nextInt(2) + i)
              : new PathSegment(Kind.LITERAL, oneOf(random, LITERALS)));
    }
    if (size == 0 || random.nextInt(4) == 0) {
      segments.add(new PathSegment(Kind.GREEDY, "proxy"));
    }
    return new PathTemplate(segments);
  }

  private static String randomPath(Random random) {
    StringBuilder path = new StringBuilder();
    int segments = 1 + random.nextInt(MOST_SEGMENTS);
    for (int i = 0; i < segments; i++) {
      path.append('/').append(oneOf(random, SENT_SEGMENTS));
    }
    return path.toString();
  }

  private static <E> E oneOf(Random random, List<E> list) {
    return list.get(random.nextInt(list.size()));
  }
}
