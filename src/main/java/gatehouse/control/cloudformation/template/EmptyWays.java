package gatehouse.control.cloudformation.template;

/**
 * Counts in how many ways the parts of a pattern can match nothing: {@code (|){30}} has a thousand
 * million, and a matcher that goes through them looks at no character meanwhile. What it says is an
 * upper bound. For patterns that {@link java.util.regex.Pattern} takes; one pattern's.
 */
final class EmptyWays {

  /** As a power of two. */
  private static final double MOST = 8;

  private static final String QUANTIFIERS = "?*+{";

  private final String pattern;
  private int at;
  private boolean isTooHard;

  private EmptyWays(String pattern) {
    this.pattern = pattern;
  }

  /**
   * A part of a pattern.
   *
   * @param isEmpty whether it can match nothing
   * @param ways logarithm of how many ways there are within it
   */
  private record Part(boolean isEmpty, double ways) {}

  /** Whether there are few. */
  static boolean areFew(String pattern) {
    EmptyWays ways = new EmptyWays(pattern);
    Part whole = ways.alternatives();
    return !ways.isTooHard && ways.at == pattern.length() && whole.ways() <= MOST;
  }

  private boolean isAt(String text) {
    return pattern.startsWith(text, at);
  }

  private boolean hasTaken(String text) {
    boolean isHere = isAt(text);
    at += isHere ? text.length() : 0;
    return isHere;
  }

  private Part alternatives() {
    boolean isEmpty = false;
    double ways = 0;
    int count = 0;
    do {
      Part part = sequence();
      isEmpty |= part.isEmpty();
      ways += part.ways();
      count++;
    } while (hasTaken("|"));
    return new Part(isEmpty, isEmpty ? ways + Math.log(count) / Math.log(2) : ways);
  }

  private Part sequence() {
    boolean isEmpty = true;
    double ways = 0;
    while (at < pattern.length() && !isAt("|") && !isAt(")")) {
      Part part = quantified(atom());
      isEmpty &= part.isEmpty();
      ways += part.ways();
    }
    return new Part(isEmpty, ways);
  }

  private Part quantified(Part atom) {
    if (at == pattern.length() || QUANTIFIERS.indexOf(pattern.charAt(at)) < 0) {
      return atom;
    }
    char quantifier = pattern.charAt(at++);
    long least = quantifier == '+' ? 1 : 0;
    if (quantifier == '{') {
      int end = pattern.indexOf('}', at);
      String bounds = pattern.substring(at, end);
      least = Long.parseLong(bounds.contains(",") ? bounds.split(",", -1)[0] : bounds);
      at = end + 1;
    }
    if (isAt("?") || isAt("+")) {
      at++;
    }
    double more = atom.isEmpty() ? 1 : 0;
    return new Part(atom.isEmpty() || least == 0, (atom.ways() + more) * Math.max(1, least));
  }

  private Part atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> {
        skipClass();
        yield new Part(false, 0);
      }
      case '\\' -> escape();
      case '^', '$' -> new Part(true, 0);
      default -> new Part(false, 0);
    };
  }

  private Part group() {
    boolean isLook = false;
    if (hasTaken("?")) {
      if (hasTaken("=") || hasTaken("!") || hasTaken("<=") || hasTaken("<!")) {
        isLook = true;
      } else if (hasTaken("<")) {
        at = pattern.indexOf('>', at) + 1;
      } else if (!hasTaken(">")) {
        int flags = at;
        while (!isAt(":") && !isAt(")")) {
          at++;
        }
        // With comments, parentheses need not be any.
        isTooHard |= pattern.substring(flags, at).contains("x");
        if (hasTaken(")")) {
          return new Part(true, 0);
        }
        at++;
      }
    }
    Part inner = alternatives();
    at++;
    return new Part(isLook || inner.isEmpty(), inner.ways());
  }

  /** Behind the opening bracket. */
  private void skipClass() {
    hasTaken("^");
    int depth = 1;
    for (boolean isFirst = true; depth > 0; isFirst = false) {
      if (at >= pattern.length()) {
        isTooHard = true;
        return;
      }
      char c = pattern.charAt(at++);
      if (c == '\\') {
        escape();
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && !isFirst) {
        depth--;
      }
    }
  }

  /** Behind the backslash. */
  private Part escape() {
    char c = pattern.charAt(at++);
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      at = end < 0 ? pattern.length() : end + 2;
      return new Part(true, 0);
    }
    if (c == 'c') {
      at++;
    } else if (c == 'k') {
      at = pattern.indexOf('>', at) + 1;
    } else if ("pPxN".indexOf(c) >= 0 && isAt("{")) {
      at = pattern.indexOf('}', at) + 1;
    }
    return new Part(c == 'k' || "bBAGzZE".indexOf(c) >= 0 || (c >= '1' && c <= '9'), 0);
  }
}
