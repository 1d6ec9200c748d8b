package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import gatehouse.testkit.fuzz.Promise;
import java.util.List;

/** Files with mistakes are refused, each problem with its place; others can be served. */
final class ConfigurationFuzz implements FuzzTarget {

  private final JsonEdits edits = new JsonEdits(FuzzDocuments.configurations());

  @Override
  public int briefRuns() {
    return 150;
  }

  @Override
  public void check(Draws input) {
    boolean quotas = input.maybe();
    JsonNode tree = edits.next(input);
    ConfigurationFiles files = new ConfigurationFiles(FuzzDocuments.files(tree), List.of());
    ConfigurationJson reader = new ConfigurationJson(30_000, quotas);
    Configuration configuration;
    try {
      configuration = reader.read(files);
    } catch (ConfigurationException refused) {
      assertFalse(refused.problems().isEmpty());
      for (Problem problem : refused.problems()) {
        assertTrue(
            tree.has(problem.file()) || problem.file().indexOf('/') >= 0 || isTop(problem.file()),
            () -> "no place: " + problem);
        assertFalse(problem.message().isBlank());
        assertTrue(Promise.isOneLine(problem.toString()), problem::toString);
        assertTrue(problem.toString().length() < 20_000, problem::toString);
      }
      return;
    }
    assertEquals(configuration, reader.read(files), "read again");
  }

  private static boolean isTop(String file) {
    return file.equals("api.json");
  }
}
