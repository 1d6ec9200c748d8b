package gatehouse.testkit.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each fuzz target with all inputs that are kept, and with some random ones: {@code -Dfuzz.runs=}
 * says how many, {@code -Dtest.seed=} which, {@code -Dfuzz.targets=} of which targets, a regular
 * expression.
 */
class FuzzTest {

  private static final int RUNS = Integer.getInteger("fuzz.runs", 0);
  private static final long SEED = Long.getLong("test.seed", 20261123);
  private static final String WANTED = System.getProperty("fuzz.targets", "");

  @TestFactory
  Stream<DynamicTest> what_is_kept_and_some_random_inputs_break_no_promise() {
    return FuzzTargets.names().stream()
        .filter(name -> WANTED.isEmpty() || name.matches(".*(" + WANTED + ").*"))
        .map(name -> DynamicTest.dynamicTest(FuzzTargets.shortName(name), () -> run(name)));
  }

  private static void run(String name) throws IOException {
    FuzzTarget target = FuzzTargets.make(name);
    Map<String, byte[]> kept = Corpus.of(FuzzTargets.shortName(name));
    kept.forEach((called, input) -> check(target, called, input));
    RandomInputs inputs =
        new RandomInputs(new Random(SEED ^ name.hashCode()), List.copyOf(kept.values()));
    int runs = RUNS > 0 ? RUNS : target.briefRuns();
    for (int i = 0; i < runs; i++) {
      check(target, "random input " + i + " of -Dtest.seed=" + SEED, inputs.next());
    }
  }

  private static void check(FuzzTarget target, String called, byte[] input) {
    try {
      target.check(new Draws(input));
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(called + " is `" + Corpus.escaped(input) + "`", e);
    }
  }
}
