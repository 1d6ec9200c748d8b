package gatehouse.routing;

import gatehouse.config.PathSegment;
import gatehouse.config.PathTemplate;
import gatehouse.config.RouteMethod;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates as a tree: a node stands for the segments that lead to it, and knows the numbers of the
 * routes that end with it. The slash and the variable at the end of greedy templates are not in it:
 * such a route belongs to the node before them. Immutable.
 *
 * <p>The search takes the literal before the variable wherever both go on, and returns to the
 * variable when the literal leads to nothing. It cannot run away: a request follows at most one way
 * through the tree per shape (which segments are variables), so it visits at most as many nodes as
 * there are different beginnings of shapes among the templates, and the number of routes with these
 * shapes does not matter. A client cannot add shapes. What has no route for the method below it is
 * not visited at all. The depth of the recursion is bounded by the longest template.
 */
final class RouteTree {

  /** Instead of the number of a route: there is none. */
  static final int NONE = -1;

  private static final RouteTree[] NO_CHILDREN = {};
  private static final int[] NO_ROUTES = filled();

  private final String text;
  private final int hash;
  private final RouteTree[] literals;
  private final @Nullable RouteTree variable;
  private final int[] routes;

  /** One bit for each method that finds a route here or below. */
  private final int methods;

  private RouteTree(String text, Branch branch) {
    this.text = text;
    this.hash = text.hashCode();
    this.literals = table(branch.literals);
    this.variable = branch.variable == null ? null : new RouteTree("", branch.variable);
    this.routes = byMethod(branch.routes);
    this.methods = methodsBelow();
  }

  /**
   * The route whose template has exactly the segments of the path.
   *
   * @return the route's number, or {@link #NONE}
   */
  int findFull(String path, RouteMethod method) {
    return full(this, path, 1, place(method));
  }

  /**
   * The route whose template has the longest and most literal beginning of the path, and a slash
   * after it.
   *
   * @return the route's number, or {@link #NONE}
   */
  int findGreedy(String path, RouteMethod method) {
    return greedy(this, path, 1, place(method));
  }

  private static int full(RouteTree from, String path, int at, int method) {
    RouteTree node = from;
    int start = at;
    while (start <= path.length()) {
      int end = segmentEnd(path, start);
      RouteTree literal = node.literal(path, start, end, method);
      RouteTree variable = node.variable(start, end, method);
      if (literal != null && variable != null) {
        int route = full(literal, path, end + 1, method);
        if (route != NONE) {
          return route;
        }
      }
      RouteTree next = variable != null ? variable : literal;
      if (next == null) {
        return NONE;
      }
      node = next;
      start = end + 1;
    }
    return node.routes[method];
  }

  private static int greedy(RouteTree from, String path, int at, int method) {
    RouteTree node = from;
    int start = at;
    int deepest = NONE;
    while (start <= path.length()) {
      int own = node.routes[method];
      deepest = own == NONE ? deepest : own;
      int end = segmentEnd(path, start);
      RouteTree literal = node.literal(path, start, end, method);
      RouteTree variable = node.variable(start, end, method);
      if (literal != null && variable != null) {
        int route = greedy(literal, path, end + 1, method);
        if (route != NONE) {
          return route;
        }
      }
      RouteTree next = variable != null ? variable : literal;
      if (next == null) {
        return deepest;
      }
      node = next;
      start = end + 1;
    }
    return deepest;
  }

  private static int segmentEnd(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  private @Nullable RouteTree literal(String path, int start, int end, int method) {
    if (literals.length == 0) {
      return null;
    }
    int wanted = hash(path, start, end);
    for (int slot = spread(wanted); ; slot++) {
      RouteTree child = literals[slot & (literals.length - 1)];
      if (child == null) {
        return null;
      }
      if (child.hash == wanted
          && child.text.length() == end - start
          && path.startsWith(child.text, start)) {
        return child.answers(method) ? child : null;
      }
    }
  }

  private @Nullable RouteTree variable(int start, int end, int method) {
    return start < end && variable != null && variable.answers(method) ? variable : null;
  }

  private boolean answers(int method) {
    return (methods & 1 << method) != 0;
  }

  /** {@link String#hashCode} of a part of a string. */
  private static int hash(String path, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + path.charAt(i);
    }
    return hash;
  }

  /** Numbered names have hashes in a row, which would sit in the table in one long row, too. */
  private static int spread(int hash) {
    int product = hash * 0x9e3779b9;
    return product ^ product >>> 16;
  }

  private int methodsBelow() {
    int below = 0;
    for (RouteMethod method : RouteMethod.values()) {
      below |= routes[place(method)] == NONE ? 0 : 1 << place(method);
    }
    for (RouteTree child : literals) {
      below |= child == null ? 0 : child.methods;
    }
    return variable == null ? below : below | variable.methods;
  }

  /**
   * The numbers of the routes of one template by their methods.
   *
   * <p>This is the one place that says how path and method weigh against each other: {@code ANY}
   * fills the gaps of its own template, so {@code ANY /pets/dog} comes before {@code GET
   * /pets/{id}}. UNCONFIRMED: AWS's page says that ANY matches "all methods that you haven't
   * defined for a resource", which is this; one report (serverless/serverless#9840) has it the
   * other way round. For that, leave the gaps here and search the whole tree a second time for ANY.
   */
  private static int[] byMethod(Map<RouteMethod, Integer> routes) {
    if (routes.isEmpty()) {
      return NO_ROUTES;
    }
    int any = routes.getOrDefault(RouteMethod.ANY, NONE);
    int[] numbers = filled();
    for (RouteMethod method : RouteMethod.values()) {
      numbers[place(method)] = routes.getOrDefault(method, any);
    }
    return numbers;
  }

  @SuppressWarnings("EnumOrdinal") // Lives and dies with the tree; nothing stores it.
  private static int place(RouteMethod method) {
    return method.ordinal();
  }

  private static int[] filled() {
    int[] numbers = new int[RouteMethod.values().length];
    Arrays.fill(numbers, NONE);
    return numbers;
  }

  /** An open hash table; at least half of it is empty, so that a search ends soon. */
  private static @Nullable RouteTree[] table(Map<String, Branch> branches) {
    if (branches.isEmpty()) {
      return NO_CHILDREN;
    }
    RouteTree[] table = new RouteTree[2 * Integer.highestOneBit(2 * branches.size() - 1)];
    branches.forEach(
        (text, branch) -> {
          RouteTree child = new RouteTree(text, branch);
          int slot = spread(child.hash);
          while (table[slot & (table.length - 1)] != null) {
            slot++;
          }
          table[slot & (table.length - 1)] = child;
        });
    return table;
  }

  /** A node in the making. */
  static final class Branch {

    private final Map<String, Branch> literals = new HashMap<>();
    private final Map<RouteMethod, Integer> routes = new EnumMap<>(RouteMethod.class);
    private @Nullable Branch variable;

    /** Adds a route by its number. */
    void add(PathTemplate template, RouteMethod method, int route) {
      Branch branch = this;
      for (PathSegment segment : template.segments()) {
        branch =
            switch (segment.kind()) {
              case LITERAL -> branch.literals.computeIfAbsent(segment.text(), text -> new Branch());
              case VARIABLE -> branch.variable();
              case GREEDY -> branch;
            };
      }
      branch.routes.put(method, route);
    }

    RouteTree freeze() {
      return new RouteTree("", this);
    }

    private Branch variable() {
      Branch child = variable;
      if (child == null) {
        child = new Branch();
        variable = child;
      }
      return child;
    }
  }
}
