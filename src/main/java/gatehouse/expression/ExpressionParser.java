package gatehouse.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes an expression apart into text and references. */
final class ExpressionParser {

  private static final Pattern BARE = Pattern.compile("\\$([A-Za-z]+)(?![A-Za-z0-9_])");
  private static final Pattern BARE_INSIDE =
      Pattern.compile("\\$(?:" + String.join("|", References.SOURCES) + ")[.\\[][^\\s$]*");

  private final String text;
  private final References references;
  private final ExpressionKind kind;

  ExpressionParser(String text, ExpressionKind kind) {
    this.text = text;
    this.kind = kind;
    this.references = new References(kind);
  }

  /**
   * The parts; none for no text.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  List<Source> parts() {
    if (startsWithReference()) {
      int end = end(0, false);
      if (end < text.length()) {
        throw inside(text.substring(0, end));
      }
      return List.of(references.parse(text.substring(1)));
    }
    List<Source> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      int end = open < 0 ? text.length() : open;
      addConstant(text.substring(at, end), parts);
      at = end;
      if (open >= 0) {
        int close = end(open + 1, true);
        if (close == text.length()) {
          throw new IllegalArgumentException(
              "has a `${` that is never closed: write `}` behind the variable");
        }
        parts.add(inBraces(text.substring(open + 2, close)));
        at = close + 1;
      }
    }
    if (!kind.isMapping() && (parts.size() != 1 || parts.get(0) instanceof Source.Constant)) {
      throw new IllegalArgumentException(
          "is no single variable: write one such as `$request.header.Authorization`");
    }
    // An empty value is a value, not a reference to nothing.
    return parts.isEmpty() ? List.of(new Source.Constant("")) : parts;
  }

  /** Whether the text as a whole is meant as a reference, right or wrong. */
  private boolean startsWithReference() {
    Matcher matcher = BARE.matcher(text);
    if (!matcher.lookingAt()) {
      return false;
    }
    boolean goesOn = matcher.end() < text.length() && ".[".indexOf(text.charAt(matcher.end())) >= 0;
    return goesOn || Nearest.tight(matcher.group(1), References.SOURCES) != null;
  }

  private Source inBraces(String reference) {
    if (reference.startsWith("$")) {
      throw new IllegalArgumentException(
          "has `${%s}`: leave the second `$` out".formatted(reference));
    }
    return references.parse(reference);
  }

  private static void addConstant(String constant, List<Source> parts) {
    Matcher matcher = BARE_INSIDE.matcher(constant);
    if (matcher.find()) {
      throw inside(matcher.group());
    }
    if (!constant.isEmpty()) {
      parts.add(new Source.Constant(constant));
    }
  }

  private static IllegalArgumentException inside(String reference) {
    return new IllegalArgumentException(
        "has `%s` within other text, where a variable needs braces: write `${%s}`"
            .formatted(reference, reference.substring(1)));
  }

  /**
   * Where a reference ends: at its closing brace, or bare at a blank or the next dollar sign. What
   * is quoted in brackets belongs to it, whatever it is.
   */
  private int end(int start, boolean braces) {
    boolean quoted = false;
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        if (!quoted && text.charAt(i - 1) == '[') {
          quoted = true;
        } else if (quoted && i + 1 < text.length() && text.charAt(i + 1) == ']') {
          quoted = false;
        }
      } else if (!quoted && (braces ? c == '}' : c == '$' || Character.isWhitespace(c))) {
        return i;
      }
    }
    return text.length();
  }
}
