package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/compatibility.md and the cases together: neither names what the other lacks. */
class CompatibilityPageTest {

  private static final Path CASES = Path.of("src/test/resources/cases");
  private static final String SUFFIX = ".json";

  @Test
  void the_page_names_every_case_and_no_others() throws IOException {
    Set<String> cases = cases();
    Set<String> topics =
        cases.stream()
            .map(name -> name.substring(0, name.indexOf('/')))
            .collect(Collectors.toSet());
    Pattern mention = Pattern.compile("`((?:" + String.join("|", topics) + ")/[a-z0-9-]+)`");
    Set<String> mentioned =
        mention
            .matcher(Files.readString(Path.of("docs/compatibility.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", cases), String.join("\n", mentioned));
  }

  private static Set<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files
          .map(file -> CASES.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
