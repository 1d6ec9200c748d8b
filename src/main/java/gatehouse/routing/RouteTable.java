package gatehouse.routing;

import gatehouse.config.PathTemplate;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a stage, compiled for search: which of them answers a request. Immutable, for any
 * number of threads.
 *
 * <p>AWS ("Develop routes for HTTP APIs") tries in this order, and so does {@link #find}:
 *
 * <ol>
 *   <li>full matches of method and path without a greedy variable,
 *   <li>matches with a greedy variable,
 *   <li>{@code $default}.
 * </ol>
 *
 * <p>Within the first two, templates are compared segment by segment from the left, a literal
 * before a variable before a greedy variable; for one and the same template, a method before {@code
 * ANY}. A route whose method differs does not match, so the search goes on; there is no 405. No
 * route answers TRACE or CONNECT, and HEAD is not GET. Slashes count: nothing is added, removed or
 * merged.
 *
 * <p>A search costs a few steps per segment of the path, however many routes there are, and leaves
 * no garbage. See {@link RouteTree} for the bound.
 *
 * @param <T> what a route leads to
 */
public final class RouteTable<T> {

  private final List<T> targets;
  private final RouteTree tree;
  private final @Nullable T otherwise;

  private RouteTable(List<T> targets, RouteTree tree, @Nullable T otherwise) {
    this.targets = targets;
    this.tree = tree;
    this.otherwise = otherwise;
  }

  /**
   * Compiles routes.
   *
   * @param routes in any order; no order changes what is found
   * @throws IllegalArgumentException when two keys differ in nothing but the names of variables
   */
  public static <T> RouteTable<T> compile(Map<RouteKey, ? extends T> routes) {
    List<T> targets = new ArrayList<>();
    RouteBranch root = RouteBranch.root();
    Map<String, RouteKey> seen = new HashMap<>();
    T otherwise = null;
    for (Map.Entry<RouteKey, ? extends T> route : routes.entrySet()) {
      RouteKey key = route.getKey();
      RouteKey same = seen.put(key.identity(), key);
      if (same != null) {
        throw new IllegalArgumentException(
            "`%s` and `%s` are the same route: remove one".formatted(same, key));
      }
      PathTemplate template = key.template();
      if (template == null) {
        otherwise = route.getValue();
      } else {
        root.add(template, key.method(), targets.size());
        targets.add(route.getValue());
      }
    }
    return new RouteTable<>(List.copyOf(targets), new RouteTree(root), otherwise);
  }

  /**
   * What the best matching route leads to.
   *
   * @param method as sent; methods that no route key can name are for {@code ANY} and {@code
   *     $default}
   * @param decodedPath without the stage; starts with a slash
   * @return null when no route matches
   */
  public @Nullable T find(String method, String decodedPath) {
    RouteMethod wanted = methodOf(method);
    if (wanted == null) {
      return null;
    }
    int route = tree.find(decodedPath, wanted);
    if (route == RouteTree.NONE) {
      return otherwise;
    }
    boolean isGreedy = route < 0;
    return targets.get(isGreedy ? ~route : route);
  }

  /** What all routes lead to, in the order that they were given, {@code $default} last. */
  public List<T> targets() {
    List<T> all = new ArrayList<>(targets);
    if (otherwise != null) {
      all.add(otherwise);
    }
    return all;
  }

  /**
   * The kind of route that a request's method asks for. Null for TRACE, which would show a caller
   * what the gateway adds for the integration, and for CONNECT, which asks for a tunnel.
   */
  static @Nullable RouteMethod methodOf(String method) {
    return switch (method) {
      case "GET" -> RouteMethod.GET;
      case "POST" -> RouteMethod.POST;
      case "PUT" -> RouteMethod.PUT;
      case "PATCH" -> RouteMethod.PATCH;
      case "DELETE" -> RouteMethod.DELETE;
      case "HEAD" -> RouteMethod.HEAD;
      case "OPTIONS" -> RouteMethod.OPTIONS;
      case "TRACE", "CONNECT" -> null;
      default -> RouteMethod.ANY;
    };
  }
}
