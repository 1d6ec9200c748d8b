package gatehouse.routing;

import gatehouse.config.RouteMethod;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates as a tree: a node stands for the segments that lead to it, and knows the numbers of the
 * routes that end with it. The slash and the variable at the end of a greedy template are no node:
 * its route belongs to the node before them. Immutable.
 *
 * <p>The search takes the literal before the variable wherever both go on, and returns to the
 * variable when the literal leads to no full match. It cannot run away: a request follows at most
 * one way through the tree per shape (which segments are variables), so it visits at most as many
 * nodes as there are different beginnings of shapes among the templates; how many routes have these
 * shapes does not matter, and a client cannot add any. What has no route for the method below it is
 * not visited at all. The recursion is no deeper than the longest template.
 */
final class RouteTree {

  /** Instead of the number of a route: there is none. */
  static final int NONE = Integer.MIN_VALUE;

  private static final RouteTree[] NO_LITERALS = new RouteTree[1];

  /** The literal; empty for a variable and for the root. */
  private final String text;

  private final int hash;

  /** The literals that follow: an open hash table, at least half of it empty. */
  private final @Nullable RouteTree[] literals;

  private final @Nullable RouteTree variable;

  /** The methods with a route without a greedy variable here, as bits. */
  private final int fullMethods;

  /** The methods with a greedy variable after this node, as bits. */
  private final int greedyMethods;

  /** The methods with any route here or below, as bits. */
  private final int methodsBelow;

  /** The full routes in the order of their methods, then the greedy ones likewise. */
  private final int[] routes;

  /** The tree below a branch. */
  RouteTree(RouteBranch branch) {
    text = branch.text();
    hash = text.hashCode();
    literals = table(branch.literals());
    variable = branch.variable() == null ? null : new RouteTree(branch.variable());
    fullMethods = bits(branch.full());
    greedyMethods = bits(branch.greedy());
    routes = branch.routes();
    methodsBelow = methodsBelow();
  }

  /**
   * The route that matches a path best. Full matches come before greedy ones.
   *
   * @return the route's number as it was added when it is a full match, its complement when it is a
   *     greedy one; {@link #NONE} when there is no match
   */
  int find(String path, RouteMethod method) {
    return find(this, path, 1, bitsFor(method));
  }

  private static int find(RouteTree from, String path, int at, int methods) {
    RouteTree node = from;
    int start = at;
    int greedy = NONE;
    boolean greedyIsBest = false;
    while (start <= path.length()) {
      if (!greedyIsBest && (node.greedyMethods & methods) != 0) {
        greedy = ~node.greedyRoute(methods);
      }
      int hash = 0;
      int end = start;
      for (; end < path.length(); end++) {
        char c = path.charAt(end);
        if (c == '/') {
          break;
        }
        hash = 31 * hash + c;
      }
      RouteTree literal = node.literal(path, start, end, hash, methods);
      RouteTree variable = start < end ? node.variable(methods) : null;
      if (literal != null && variable != null) {
        int found = find(literal, path, end + 1, methods);
        if (found >= 0) {
          return found;
        }
        if (found != NONE && !greedyIsBest) {
          // No greedy route of a variable is better than one of the literal beside it.
          greedy = found;
          greedyIsBest = true;
        }
      }
      RouteTree next = variable != null ? variable : literal;
      if (next == null) {
        return greedy;
      }
      node = next;
      start = end + 1;
    }
    return (node.fullMethods & methods) == 0 ? greedy : node.fullRoute(methods);
  }

  /** The literal that stands between start and end, when it leads to a route for the methods. */
  private @Nullable RouteTree literal(String path, int start, int end, int hash, int methods) {
    for (int slot = spread(hash); ; slot++) {
      RouteTree child = literals[slot & literals.length - 1];
      if (child == null) {
        return null;
      }
      if (child.hash == hash
          && child.text.length() == end - start
          && path.startsWith(child.text, start)) {
        return (child.methodsBelow & methods) != 0 ? child : null;
      }
    }
  }

  private @Nullable RouteTree variable(int methods) {
    return variable != null && (variable.methodsBelow & methods) != 0 ? variable : null;
  }

  private int fullRoute(int methods) {
    int first = Integer.lowestOneBit(fullMethods & methods);
    return routes[Integer.bitCount(fullMethods & first - 1)];
  }

  private int greedyRoute(int methods) {
    int first = Integer.lowestOneBit(greedyMethods & methods);
    return routes[Integer.bitCount(fullMethods) + Integer.bitCount(greedyMethods & first - 1)];
  }

  private int methodsBelow() {
    int below = fullMethods | greedyMethods | (variable == null ? 0 : variable.methodsBelow);
    for (RouteTree child : literals) {
      below |= child == null ? 0 : child.methodsBelow;
    }
    return below;
  }

  private static @Nullable RouteTree[] table(Collection<RouteBranch> branches) {
    if (branches.isEmpty()) {
      return NO_LITERALS;
    }
    RouteTree[] table = new RouteTree[Integer.highestOneBit(4 * branches.size())];
    for (RouteBranch branch : branches) {
      RouteTree child = new RouteTree(branch);
      int slot = spread(child.hash);
      while (table[slot & table.length - 1] != null) {
        slot++;
      }
      table[slot & table.length - 1] = child;
    }
    return table;
  }

  /** Numbered names have hashes in a row, which must not lie in the table in a row. */
  private static int spread(int hash) {
    int product = hash * 0x9e3779b9;
    return product ^ product >>> 16;
  }

  /**
   * The methods of the routes that a request can find.
   *
   * <p>This is the one place that says how path and method weigh against each other: the tree is
   * searched for the method and for ANY at once, so the better path wins, and {@code ANY /pets/dog}
   * comes before {@code GET /pets/{id}}. UNCONFIRMED: AWS's page says that ANY takes "all methods
   * that you haven't defined for a resource", which is this; one report
   * (serverless/serverless#9840) has it the other way round. For that, search for the method alone,
   * and then for ANY alone.
   */
  private static int bitsFor(RouteMethod method) {
    return bit(method) | bit(RouteMethod.ANY);
  }

  private static int bits(Map<RouteMethod, Integer> routes) {
    int bits = 0;
    for (RouteMethod method : routes.keySet()) {
      bits |= bit(method);
    }
    return bits;
  }

  /** ANY is the last method, so its bit is the highest, and every other one is taken before it. */
  @SuppressWarnings("EnumOrdinal") // Lives and dies with the tree; nothing stores it.
  private static int bit(RouteMethod method) {
    return 1 << method.ordinal();
  }
}
