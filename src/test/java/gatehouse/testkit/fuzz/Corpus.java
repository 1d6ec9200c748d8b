package gatehouse.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The inputs that are kept of a target: files of its directory, each an input that somebody has
 * written or a fault was found with; and {@code found.txt}, a line per input that long runs have
 * found, in which everything but visible ASCII is escaped, {@code \n} and {@code \x00}.
 */
final class Corpus {

  static final Path SOURCES = Path.of("src/test/resources/fuzz");

  private static final String FOUND = "found.txt";
  private static final HexFormat HEX = HexFormat.of();

  private Corpus() {}

  /** The inputs of a target by what they are called; empty when there are none. */
  static Map<String, byte[]> of(String shortName) throws IOException {
    Map<String, byte[]> inputs = new LinkedHashMap<>();
    Path directory = SOURCES.resolve(shortName);
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory).sorted()) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.equals(FOUND)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            for (int i = 0; i < lines.size(); i++) {
              inputs.put("%s:%d".formatted(FOUND, i + 1), unescaped(lines.get(i)));
            }
          } else {
            inputs.put(name, Files.readAllBytes(file));
          }
        }
      }
    }
    return inputs;
  }

  /** Keeps what long runs have found, instead of what earlier ones have. */
  static void keep(String shortName, List<byte[]> inputs) throws IOException {
    Path directory = Files.createDirectories(SOURCES.resolve(shortName));
    List<String> lines = new ArrayList<>();
    inputs.forEach(input -> lines.add(escaped(input)));
    Files.write(directory.resolve(FOUND), lines, StandardCharsets.US_ASCII);
  }

  static String escaped(byte[] input) {
    StringBuilder line = new StringBuilder();
    for (byte b : input) {
      if (b == '\n') {
        line.append("\\n");
      } else if (b == '\\') {
        line.append("\\\\");
      } else if (b >= ' ' && b < 0x7f) {
        line.append((char) b);
      } else {
        line.append("\\x").append(HEX.toHexDigits(b));
      }
    }
    return line.toString();
  }

  static byte[] unescaped(String line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        bytes.write(c);
      } else if (line.charAt(++i) == 'x') {
        bytes.write(HexFormat.fromHexDigits(line, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(line.charAt(i) == 'n' ? '\n' : '\\');
      }
    }
    return bytes.toByteArray();
  }
}
