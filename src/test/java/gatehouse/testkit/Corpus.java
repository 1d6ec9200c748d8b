package gatehouse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hostile messages from a file, byte by byte. The file is text in UTF-8:
 *
 * <ul>
 *   <li>{@code == name} begins a message, {@code == name -> expectation} one with a word for the
 *       test; a line that begins with {@code #} is a comment,
 *   <li>lines that begin with {@code | } right behind it are variants: the message is there once
 *       for each, with {@code @@} replaced by the text,
 *   <li>all other lines are the message, each with CR and LF at its end unless it ends with a
 *       backslash. Empty lines at a message's end do not count, unless such a line is behind them.
 *       {@code \r \n \t \0 \s \\ \xHH} are single bytes ({@code \s} is a space), and {@code
 *       \*COUNT{text}} repeats.
 * </ul>
 */
public final class Corpus {

  private Corpus() {}

  /**
   * One message.
   *
   * @param name what it is, with its variant
   * @param expectation what the file says behind the arrow; empty when it says nothing
   * @param bytes exactly what is sent
   */
  public record Message(String name, String expectation, byte[] bytes) {

    /**
     * The bytes with all {@code NONCE}s replaced, which keeps lengths when it has as many letters.
     */
    public byte[] with(String nonce) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.replace("NONCE", nonce).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All messages of a file below {@code src/test/resources/hostile}. */
  public static List<Message> read(String file) {
    try {
      return parse(Files.readAllLines(Path.of("src/test/resources/hostile", file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Message> parse(List<String> lines) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      String title = lines.get(i++);
      if (!title.startsWith("== ")) {
        if (title.isEmpty() || title.startsWith("#")) {
          continue;
        }
        throw new IllegalArgumentException("no message begins with: " + title);
      }
      List<String> variants = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      int next = i;
      while (next < lines.size() && !lines.get(next).startsWith("== ")) {
        next++;
      }
      int end = next;
      while (end > i && (lines.get(end - 1).isEmpty() || lines.get(end - 1).startsWith("#"))) {
        end--;
      }
      for (String line : lines.subList(i, end)) {
        if (line.startsWith("| ") || line.equals("|")) {
          variants.add(line.equals("|") ? "" : line.substring(2));
        } else if (line.endsWith("\\") && !line.endsWith("\\\\")) {
          text.append(line, 0, line.length() - 1);
        } else if (!line.startsWith("#")) {
          text.append(line).append("\\r\\n");
        }
      }
      i = next;
      add(title.substring(3), variants, text.toString(), messages);
    }
    return List.copyOf(messages);
  }

  private static void add(
      String title, List<String> variants, String text, List<Message> messages) {
    String[] parts = title.split(" -> ", 2);
    String expectation = parts.length > 1 ? parts[1] : "";
    if (variants.isEmpty()) {
      messages.add(new Message(parts[0], expectation, bytes(text)));
    }
    for (String variant : variants) {
      messages.add(
          new Message(
              parts[0] + ": " + (variant.length() > 60 ? variant.substring(0, 60) : variant),
              expectation,
              bytes(text.replace("@@", variant))));
    }
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case 's' -> bytes.write(' ');
        case '0' -> bytes.write(0);
        case '\\' -> bytes.write('\\');
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case '*' -> {
          int open = text.indexOf('{', i);
          int end = text.indexOf('}', open);
          byte[] piece = bytes(text.substring(open + 1, end));
          for (int n = Integer.parseInt(text.substring(i + 1, open)); n > 0; n--) {
            bytes.writeBytes(piece);
          }
          i = end;
        }
        default -> throw new IllegalArgumentException("unknown escape in: " + text);
      }
    }
    return bytes.toByteArray();
  }
}
