package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/proxy-lessons.md to its word: no lesson is left out, and all tests are there. */
class ProxyLessonsPageTest {

  private static final int LESSONS = 104;
  private static final Pattern NUMBER = Pattern.compile("(?m)^\\| (\\d+) \\|");
  private static final Pattern TEST =
      Pattern.compile("`(\\w+(?:Test|Contract|Theme|IT))(?:#(\\w+))?`");
  private static final Pattern CASE = Pattern.compile("`(cases/[^`]+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!#|class|-).*$");

  private final String page = Files.readString(Path.of("docs/proxy-lessons.md"));

  ProxyLessonsPageTest() throws IOException {}

  @Test
  void every_lesson_has_a_row() {
    assertEquals(
        IntStream.rangeClosed(1, LESSONS).boxed().toList(),
        NUMBER.matcher(page).results().map(found -> Integer.valueOf(found.group(1))).toList());
  }

  @Test
  void every_row_names_a_test_or_says_which_other_row_does() {
    assertEquals(
        List.of(),
        ROW.matcher(page)
            .results()
            .map(MatchResult::group)
            .filter(row -> !row.matches(".*(`\\w+(Test|Contract|Theme|IT)|`cases/|as \\d+).*"))
            .filter(row -> !row.startsWith("|---"))
            .toList());
  }

  @Test
  void every_test_that_is_named_exists() throws IOException {
    Map<String, String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString().replace(".java", ""),
                      ProxyLessonsPageTest::read,
                      String::concat));
    }
    List<String> missing =
        TEST.matcher(page)
            .results()
            .filter(
                found ->
                    !sources.containsKey(found.group(1))
                        || (found.group(2) != null
                            && !sources.get(found.group(1)).contains("void " + found.group(2))))
            .map(MatchResult::group)
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void every_case_that_is_named_exists() {
    Path resources = Path.of("src/test/resources");
    assertEquals(
        List.of(),
        CASE.matcher(page)
            .results()
            .map(found -> found.group(1))
            .filter(
                name ->
                    !Files.isDirectory(resources.resolve(name))
                        && !Files.exists(resources.resolve(name + ".json")))
            .toList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
