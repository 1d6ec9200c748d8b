package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of operations in docs/management.md. */
final class OperationsPage {

  private static final Path PAGE = Path.of("docs/management.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| ([A-Z]\\w+) \\| `[^`]*` \\| ([^|]*) \\| ([^|]*) \\|$", Pattern.MULTILINE);

  private OperationsPage() {}

  /**
   * What the page says of an operation.
   *
   * @param clients those that it is tried with
   */
  record Row(String state, Set<String> clients) {}

  /** All rows, by operation. */
  static Map<String, Row> rows() {
    try {
      Map<String, Row> rows = new TreeMap<>();
      Matcher matcher = ROW.matcher(Files.readString(PAGE));
      while (matcher.find()) {
        rows.put(
            matcher.group(1),
            new Row(matcher.group(2), new TreeSet<>(Arrays.asList(matcher.group(3).split(", ")))));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the page against what a client has done. */
  static void assertTried(String client, Set<String> operations) {
    Set<String> told = new TreeSet<>();
    rows()
        .forEach(
            (operation, row) -> {
              if (row.clients().contains(client)) {
                told.add(operation);
              }
            });
    assertEquals(told, new TreeSet<>(operations), PAGE + " tells otherwise of " + client);
  }
}
