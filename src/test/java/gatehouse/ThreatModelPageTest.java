package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/threat-model.md to its word: what it names as a test is one. */
class ThreatModelPageTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract|Theme|Fuzz|IT))`");
  private static final Pattern CASES = Pattern.compile("`(cases/[\\w-]+)`");

  @Test
  void every_test_and_topic_that_the_page_names_exists() throws IOException {
    String page = Files.readString(Path.of("docs/threat-model.md"));
    List<String> missing =
        Stream.concat(
                named(TEST, page).filter(name -> !existsSomewhere(name + ".java")),
                named(CASES, page).filter(name -> !isTopic(name)))
            .toList();
    assertEquals(List.of(), missing);
    assertFalse(named(TEST, page).toList().isEmpty());
  }

  private static Stream<String> named(Pattern pattern, String page) {
    return pattern.matcher(page).results().map((MatchResult match) -> match.group(1)).distinct();
  }

  private static boolean existsSomewhere(String fileName) {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(fileName));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isTopic(String name) {
    return Files.isDirectory(Path.of("src/test/resources", name));
  }
}
