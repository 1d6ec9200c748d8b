package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two slashes of a template.
 *
 * @param kind what it stands for
 * @param text the literal as a decoded path has it, or the variable's name
 */
public record PathSegment(Kind kind, String text) {

  private static final Pattern NAME = Pattern.compile("[\\w.:-]+");

  /**
   * A segment.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public PathSegment {
    if (kind == Kind.LITERAL) {
      checkLiteral(text);
    } else {
      checkName(kind, text);
    }
  }

  /** The segment as AWS writes it. */
  @Override
  public String toString() {
    return kind.written(text);
  }

  static PathSegment parse(String text) {
    boolean open = text.startsWith("{");
    boolean closed = text.endsWith("}");
    if (!open || !closed) {
      return new PathSegment(Kind.LITERAL, text);
    }
    boolean greedy = text.endsWith("+}");
    String name = text.substring(1, text.length() - (greedy ? 2 : 1));
    return new PathSegment(greedy ? Kind.GREEDY : Kind.VARIABLE, name);
  }

  private static void checkName(Kind kind, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no name: write one, such as %s"
              .formatted(quoted(kind.written("")), quoted(kind.written("proxy"))));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`"
              .formatted(quoted(kind.written(name))));
    }
  }

  private static void checkLiteral(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      String remedy = remedy(text.codePointAt(i));
      if (remedy != null) {
        String found = Character.toString(text.codePointAt(i));
        throw new IllegalArgumentException(
            "%s holds %s: %s".formatted(quoted(text), quoted(found), remedy));
      }
    }
    // The gateway takes what precedes a semicolon for the segment, as servlet containers do.
    int semicolon = text.indexOf(';');
    String name = semicolon < 0 ? text : text.substring(0, semicolon);
    if (name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "%s is a dot segment, which no request gets through with: write the path that it leads to"
              .formatted(quoted(text)));
    }
  }

  /** What to do about a character that no literal can have; null for all others. */
  private static @Nullable String remedy(int codePoint) {
    return switch (codePoint) {
      case '/' -> "write two segments";
      case '{', '}' -> "a variable takes a whole segment, write it as `/{name}`";
      case '%' -> "write the decoded character, because AWS matches decoded paths";
      case '?' -> "routes match the path alone, take it out with all that follows";
      case '#' -> "a fragment never reaches a server, take it out with all that follows";
      case '\\' -> "no request gets through with it, write `/`";
      default ->
          Character.isSpaceChar(codePoint) || !Quote.isVisible(codePoint)
              ? "take it out, or let a variable such as `{name}` stand for the segment"
              : null;
    };
  }

  /** What a segment of a template stands for. */
  public enum Kind {
    /** One segment, equal to the text, case included. */
    LITERAL("", ""),
    /** One segment that is not empty. */
    VARIABLE("{", "}"),
    /** All that follows a slash, be it nothing. */
    GREEDY("{", "+}");

    private final String before;
    private final String after;

    Kind(String before, String after) {
      this.before = before;
      this.after = after;
    }

    String written(String text) {
      return before + text + after;
    }
  }
}
