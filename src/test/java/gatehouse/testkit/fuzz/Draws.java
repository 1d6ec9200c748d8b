package gatehouse.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a fuzz target makes of an input's bytes: lines of text, so that seeds can be written by
 * hand, and choices. When the bytes are used up, text is empty and every choice is the first one.
 * For one thread.
 */
public final class Draws {

  private final byte[] bytes;
  private int at;

  /** Draws from these bytes. */
  public Draws(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws from a text in UTF-8. */
  public static Draws of(String text) {
    return new Draws(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether nothing is left. */
  public boolean isEmpty() {
    return at >= bytes.length;
  }

  /** The text up to the next line break, which is used up, too. */
  public String line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = text(bytes, at, end);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  /** All that is left, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    while (!isEmpty()) {
      lines.add(line());
    }
    return lines;
  }

  /** All that is left, as text. */
  public String rest() {
    String rest = text(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /** All that is left. */
  public byte[] bytes() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /** A number from 0 to below the bound, which is at most 65,536. */
  public int below(int bound) {
    int number = next();
    if (bound > 256) {
      number = number << 8 | next();
    }
    return bound <= 1 ? 0 : number % bound;
  }

  /** One of these. */
  public <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Yes or no; no when nothing is left. */
  public boolean maybe() {
    return (next() & 1) == 1;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /**
   * UTF-8, in which halves of surrogate pairs may stand alone, since Java's strings may hold them;
   * a byte that is no part of it stands for the character of ISO-8859-1.
   */
  private static String text(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int lead = bytes[i] & 0xff;
      int more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
      int point = more == 0 || lead >= 0xf5 ? lead : lead & (0x3f >> more);
      boolean whole = lead < 0xf5 && i + more < to;
      for (int k = 1; whole && k <= more; k++) {
        whole = (bytes[i + k] & 0xc0) == 0x80;
        point = point << 6 | bytes[i + k] & 0x3f;
      }
      if (whole && Character.isValidCodePoint(point)) {
        text.appendCodePoint(point);
        i += more + 1;
      } else {
        text.append((char) lead);
        i++;
      }
    }
    return text.toString();
  }
}
