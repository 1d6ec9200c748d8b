package gatehouse.bench;

import gatehouse.config.RouteKey;
import gatehouse.routing.RouteTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One search for a route, by the size of the table.
 *
 * <p>The requests are drawn at random from all routes of the table, static, with variables and
 * greedy ones, and one in seven is bent so that it misses. There are too many of them for the
 * branch predictor to learn them by heart, and no path shares its text with a route.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RouteTableBenchmark {

  private static final List<String> NOUNS =
      List.of("orders", "customers", "invoices", "items", "shipments", "payments", "reviews");

  /** How many routes the table has. */
  @Param({"1", "300", "10000"})
  int routes;

  /**
   * How many different requests take turns; a power of two. With 16,384 their texts alone outgrow a
   * second-level cache of 512 KiB, and the benchmark measures how long they take to come back. The
   * gateway has just decoded a path when it looks for its route, so it is there.
   */
  @Param("2048")
  int requests;

  private RouteTable<RouteKey> table = RouteTable.compile(Map.of());
  private String[] methods = {};
  private String[] paths = {};
  private int next;

  /** Makes the table and the requests, the same ones in every run. */
  @Setup(Level.Trial)
  public void prepare() {
    Random random = new Random(42);
    List<String> keys = keys(routes);
    Collections.shuffle(keys, random);
    Map<RouteKey, RouteKey> byKey = new LinkedHashMap<>();
    for (String text : keys) {
      RouteKey key = RouteKey.parse(text);
      byKey.put(key, key);
    }
    table = RouteTable.compile(byKey);
    methods = new String[requests];
    paths = new String[requests];
    for (int i = 0; i < requests; i++) {
      RouteKey key = RouteKey.parse(keys.get(random.nextInt(keys.size())));
      methods[i] = key.toString().startsWith("ANY") ? "PATCH" : key.method().toString();
      paths[i] = path(key, random);
      boolean misses = random.nextInt(7) == 0;
      if (misses) {
        bend(i, random);
      }
    }
  }

  /** A search among {@link #routes} routes. */
  @Benchmark
  public Object find() {
    int i = next++ & (requests - 1);
    return table.find(methods[i], paths[i]);
  }

  /** Every character of the path is read, and nothing else: the least that a search can cost. */
  @Benchmark
  public int readPath() {
    String path = paths[next++ & (requests - 1)];
    int hash = 0;
    for (int i = 0; i < path.length(); i++) {
      hash = 31 * hash + path.charAt(i);
    }
    return hash;
  }

  /** Twelve routes per resource, as a REST API has them. */
  private static List<String> keys(int count) {
    List<String> keys = new ArrayList<>();
    for (int service = 0; keys.size() < count; service++) {
      for (String noun : NOUNS) {
        String base = "/v" + (1 + service % 3) + "/service-" + service + "/" + noun;
        keys.add("GET " + base + "/{id}");
        keys.add("GET " + base);
        keys.add("POST " + base);
        keys.add("PUT " + base + "/{id}");
        keys.add("DELETE " + base + "/{id}");
        keys.add("GET " + base + "/search");
        keys.add("POST " + base + "/export/csv");
        keys.add("GET " + base + "/{id}/comments");
        keys.add("POST " + base + "/{id}/comments");
        keys.add("GET " + base + "/{id}/comments/{commentId}");
        keys.add("GET " + base + "/{id}/files/{proxy+}");
        keys.add("ANY " + base + "/legacy/{proxy+}");
      }
    }
    return new ArrayList<>(keys.subList(0, count));
  }

  private static String path(RouteKey key, Random random) {
    String text = key.toString();
    return text.substring(text.indexOf(' ') + 1)
        .replace("{id}", Integer.toString(random.nextInt(1_000_000)))
        .replace("{commentId}", Long.toHexString(random.nextLong()))
        .replace("{proxy+}", "images/" + random.nextInt(1_000) + "/large.png");
  }

  private void bend(int i, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> paths[i] = paths[i] + "/";
      case 1 -> paths[i] = paths[i] + "/unknown";
      case 2 -> paths[i] = paths[i].replaceFirst("service-", "servise-");
      default -> methods[i] = "OPTIONS";
    }
  }
}
