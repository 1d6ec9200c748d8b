package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.expression.ContextVariables;
import gatehouse.expression.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of an access log's lines: text with {@code $context.NAME} variables. Immutable.
 *
 * <p>A name is as long as letters, digits, {@code _} and {@code .} go, but ends before a dot that
 * nothing follows: in {@code $context.status.} the last dot is text.
 *
 * <p>AWS: {@code Format} of {@code AccessLogSettings}; "Configuring logging for an HTTP API".
 *
 * @param text as the operator wrote it
 * @param parts the same, in order
 */
public record LogFormat(String text, List<Part> parts) {

  /** What variables begin with. */
  public static final String PREFIX = "$context.";

  private static final int MOST_BYTES = 3_072;

  /**
   * A part of a line.
   *
   * @param isVariable whether the text is a variable's name without {@value LogFormat#PREFIX}
   */
  public record Part(boolean isVariable, String text) {}

  /** With a copy of these parts. */
  public LogFormat {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a format as AWS writes it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static LogFormat parse(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "has %d bytes: keep it to %d".formatted(bytes, MOST_BYTES));
    }
    checkLine(text);
    List<Part> parts = parts(text);
    if (!parts.contains(new Part(true, "requestId"))
        && !parts.contains(new Part(true, "extendedRequestId"))) {
      throw new IllegalArgumentException(
          "has neither `$context.requestId` nor `$context.extendedRequestId`, one of which AWS"
              + " demands: add it");
    }
    return new LogFormat(text, parts);
  }

  /** What AWS accepts and logs as {@code -}: variables that it does not know; a sentence each. */
  public List<String> warnings() {
    return parts.stream()
        .filter(part -> part.isVariable() && ContextVariables.find(part.text()) == null)
        .map(Part::text)
        .distinct()
        .map(LogFormat::warning)
        .toList();
  }

  private static String warning(String name) {
    String near = Nearest.loose(name, ContextVariables.names());
    return "%s is unknown and logged as `-`: %s"
        .formatted(
            quoted(PREFIX + name),
            near == null ? "remove it" : "did you mean %s?".formatted(quoted(PREFIX + near)));
  }

  private static void checkLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      if (breaks && c != '\t') {
        throw new IllegalArgumentException(
            "has a line break or a control character at position %d, %s: write it on one line"
                .formatted(i + 1, quoted(String.valueOf(c))));
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new IllegalArgumentException(
              "has half a character at position %d: remove it".formatted(i + 1));
        }
        i++;
      }
    }
  }

  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int literal = 0;
    int at = text.indexOf(PREFIX);
    while (at >= 0) {
      int begin = at + PREFIX.length();
      int end = endOfName(text, begin);
      if (end > begin) {
        addText(parts, text.substring(literal, at));
        parts.add(new Part(true, text.substring(begin, end)));
        literal = end;
      }
      at = text.indexOf(PREFIX, Math.max(end, begin));
    }
    addText(parts, text.substring(literal));
    return parts;
  }

  private static void addText(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(false, text));
    }
  }

  private static int endOfName(String text, int begin) {
    int end = begin;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    while (end > begin && text.charAt(end - 1) == '.') {
      end--;
    }
    return end;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.';
  }
}
