package gatehouse.routing;

import gatehouse.config.PathSegment;
import gatehouse.config.PathSegment.Kind;
import gatehouse.config.PathTemplate;
import gatehouse.config.RouteMethod;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RouteTree} in the making. For one thread. */
final class RouteBranch {

  private final String text;

  /** The literals of the whole tree: equal ones in one place are more often in the cache. */
  private final Map<String, String> texts;

  private final Map<String, RouteBranch> literals = new HashMap<>();
  private final Map<RouteMethod, Integer> full = new EnumMap<>(RouteMethod.class);
  private final Map<RouteMethod, Integer> greedy = new EnumMap<>(RouteMethod.class);
  private @Nullable RouteBranch variable;

  private RouteBranch(String text, Map<String, String> texts) {
    this.text = text;
    this.texts = texts;
  }

  /** The root of a tree without routes. */
  static RouteBranch root() {
    return new RouteBranch("", new HashMap<>());
  }

  /** Adds a route to the tree that starts here, by a number that is not negative. */
  void add(PathTemplate template, RouteMethod method, int route) {
    RouteBranch branch = this;
    for (PathSegment segment : template.segments()) {
      if (segment.kind() == Kind.GREEDY) {
        branch.greedy.put(method, route);
        return;
      }
      branch = segment.kind() == Kind.LITERAL ? branch.literal(segment.text()) : branch.next();
    }
    branch.full.put(method, route);
  }

  /** The literal; empty for a variable and for the root. */
  String text() {
    return text;
  }

  Collection<RouteBranch> literals() {
    return literals.values();
  }

  @Nullable RouteBranch variable() {
    return variable;
  }

  /** The routes that end here without a greedy variable. */
  Map<RouteMethod, Integer> full() {
    return full;
  }

  /** The routes that have only a greedy variable after this. */
  Map<RouteMethod, Integer> greedy() {
    return greedy;
  }

  /** The full routes in the order of their methods, then the greedy ones likewise. */
  int[] routes() {
    int[] routes = new int[full.size() + greedy.size()];
    int size = 0;
    for (Map<RouteMethod, Integer> some : List.of(full, greedy)) {
      for (int route : some.values()) {
        routes[size++] = route;
      }
    }
    return routes;
  }

  private RouteBranch literal(String segment) {
    return literals.computeIfAbsent(
        segment, literal -> new RouteBranch(texts.computeIfAbsent(literal, first -> first), texts));
  }

  private RouteBranch next() {
    RouteBranch child = variable;
    if (child == null) {
      child = new RouteBranch("", texts);
      variable = child;
    }
    return child;
  }
}
