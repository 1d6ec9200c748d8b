package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/compatibility.md and the cases together: neither names what the other lacks. */
class CompatibilityPageTest {

  private static final Path PAGE = Path.of("docs/compatibility.md");
  private static final String CHOICES = "## Choices where AWS is unconfirmed";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
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
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", cases), String.join("\n", mentioned));
  }

  @Test
  void the_places_in_the_code_are_there() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int start = lines.indexOf(CHOICES);
    assertTrue(start >= 0, CHOICES);
    List<String> missing = new ArrayList<>();
    int places = 0;
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("|")) {
        String column = line.substring(line.lastIndexOf('|', line.length() - 2));
        for (MatchResult place : CODE.matcher(column).results().toList()) {
          places++;
          if (!isThere(place.group(1))) {
            missing.add(place.group());
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(places > 50, places + " places only");
  }

  @Test
  void no_table_tells_a_fact_twice() throws IOException {
    List<String> twice = new ArrayList<>();
    Set<String> facts = new HashSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (!line.startsWith("|")) {
        facts.clear();
      } else if (!facts.add(line.substring(0, line.indexOf(" | ") + 1))) {
        twice.add(line);
      }
    }
    assertEquals(List.of(), twice);
  }

  /** A place is {@code package/Class}, or {@code package/Class.member}, down to nested ones. */
  private static boolean isThere(String place) throws IOException {
    List<String> names = List.of(place.split("\\."));
    Path file = Path.of("src/main/java/gatehouse", names.get(0) + ".java");
    if (!Files.exists(file)) {
      return false;
    }
    String source = Files.readString(file);
    return names.stream()
        .skip(1)
        .allMatch(member -> Pattern.compile("\\b" + member + "\\b").matcher(source).find());
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
