package gatehouse.testkit.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a certification, as Markdown in {@code target/certify.md}. One thread's. */
final class Matrix {

  /** A server on a JDK; counted up while its cases run. */
  static final class Row {

    private final String server;
    private final String version;
    private final int jdk;
    private final Map<String, String> differing = new TreeMap<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int passed;
    private String remark = "";

    private Row(String server, String version, int jdk) {
      this.server = server;
      this.version = version;
      this.jdk = jdk;
    }

    void passed() {
      passed++;
    }

    void failed(String name, Throwable cause) {
      failures.add(name + ": " + cause.getMessage());
    }

    void failed(String what) {
      failures.add(what);
    }

    void differs(String name, String reason) {
      differing.put(name, reason);
    }

    void leftOut(String reason) {
      leftOut.merge(reason, 1, Integer::sum);
    }

    void remark(String text) {
      remark = text;
    }

    List<String> failures() {
      return failures;
    }

    @Override
    public String toString() {
      int left = leftOut.values().stream().mapToInt(Integer::intValue).sum();
      String numbers =
          remark.isEmpty()
              ? "%d | %d | %d | %d".formatted(passed, failures.size(), differing.size(), left)
              : "– | – | – | " + remark;
      return "| %s | %s | %d | %s |".formatted(server, version, jdk, numbers);
    }
  }

  private final Path file;
  private final List<Row> rows = new ArrayList<>();

  Matrix(Path file) {
    this.file = file;
  }

  Row row(String server, String version, int jdk) {
    Row row = new Row(server, version, jdk);
    rows.add(row);
    return row;
  }

  /** Writes what is known by now. */
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("| server | version | JDK | passed | failed | differ, see below | left out |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    rows.forEach(row -> text.append(row).append('\n'));
    Map<String, Map<String, List<String>>> differences = new TreeMap<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (Row row : rows) {
      row.differing.forEach(
          (name, reason) ->
              differences
                  .computeIfAbsent(row.server, server -> new TreeMap<>())
                  .computeIfAbsent(reason, known -> new ArrayList<>())
                  .add(name));
      row.leftOut.forEach((reason, count) -> leftOut.merge(reason, count, Math::max));
    }
    text.append("\nWhat differs, because the server wants it so:\n\n");
    differences.forEach(
        (server, reasons) ->
            reasons.forEach(
                (reason, names) ->
                    text.append("- %s: %s (`%s`)%n".formatted(server, reason, names(names)))));
    text.append("\nLeft out are cases that only hold in memory, or in some servers:\n\n");
    leftOut.forEach((reason, count) -> text.append("- %s: %d%n".formatted(reason, count)));
    for (Row row : rows) {
      if (!row.failures.isEmpty()) {
        text.append("\nFailed in %s %s, JDK %d:%n%n".formatted(row.server, row.version, row.jdk));
        row.failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
      }
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String names(List<String> names) {
    return String.join("`, `", names.stream().distinct().toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row).append('\n'));
    return text.toString();
  }
}
