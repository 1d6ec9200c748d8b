package gatehouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a message exactly as it came: nothing is unfolded, sorted, merged or refused.
 *
 * @param raw all bytes up to and including the empty line
 * @param lines the lines without their ends, ISO-8859-1; the start line first, no empty line
 */
public record MessageHead(byte[] raw, List<String> lines) {

  static MessageHead parse(byte[] raw) {
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    return new MessageHead(raw, text.lines().takeWhile(line -> !line.isEmpty()).toList());
  }

  /** The request line or the status line. */
  public String startLine() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /** The header lines in their order. */
  public List<Field> fields() {
    return lines.stream().skip(1).map(MessageHead::field).toList();
  }

  /** All values of a name, whatever its case, in their order. */
  public List<String> headers(String name) {
    return fields().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The first value of a name. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** The names in lower case, in their order, repetitions included. */
  public List<String> names() {
    return fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The word of the start line at this position, or the empty string. */
  String word(int index) {
    String[] words = startLine().split(" ", 3);
    return index < words.length ? words[index] : "";
  }

  static Field field(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new Field(line, "")
        : new Field(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
