package gatehouse.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Where a command writes: results to one stream, what is wrong with the command itself to the
 * other. What a stream's character set cannot say is spelled out in ASCII, never as a question
 * mark. One thread's.
 */
final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final CharsetEncoder encoder;

  /**
   * A console.
   *
   * @param charset of both streams
   */
  Console(PrintStream out, PrintStream err, Charset charset) {
    this.out = out;
    this.err = err;
    this.encoder = charset.newEncoder();
  }

  /** That of this process, in the character set that the terminal or the locale has. */
  static Console ofProcess() {
    Charset charset = charset();
    return new Console(
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, charset),
        charset);
  }

  /** A line of the result. */
  void print(String line) {
    // Not println: a pipeline that compares output does so on every system.
    out.print(spelled(line) + "\n");
  }

  /** A line about the command itself. */
  void complain(String line) {
    err.print(spelled(line) + "\n");
  }

  void flush() {
    out.flush();
    err.flush();
  }

  private String spelled(String line) {
    if (encoder.canEncode(line)) {
      return line;
    }
    StringBuilder text = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              text.append(encoder.canEncode(character) ? character : spelled(c));
            });
    return text.toString();
  }

  private static String spelled(int codePoint) {
    return switch (codePoint) {
      case '…' -> "...";
      case '–' -> "-";
      case '→' -> "->";
      default ->
          Character.isBmpCodePoint(codePoint)
              ? "\\u%04x".formatted(codePoint)
              : "\\u%04x\\u%04x"
                  .formatted(
                      (int) Character.highSurrogate(codePoint),
                      (int) Character.lowSurrogate(codePoint));
    };
  }

  /** Java 17 tells the terminal's in a property of its own, and later ones in a common one. */
  private static Charset charset() {
    for (String name : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String value = System.getProperty(name);
      if (value != null && Charset.isSupported(value)) {
        return Charset.forName(value);
      }
    }
    return Charset.defaultCharset();
  }
}
