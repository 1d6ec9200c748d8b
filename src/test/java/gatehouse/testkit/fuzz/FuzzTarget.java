package gatehouse.testkit.fuzz;

/**
 * Holds a parser to what it promises, whatever it reads. Its class lies in the parser's package, is
 * named {@code …Fuzz} and has a constructor without parameters; that is all that makes it run. Its
 * seeds are the files of {@code src/test/resources/fuzz/…Fuzz/}.
 */
public interface FuzzTarget {

  /**
   * Tries one input. The same input always does the same.
   *
   * @throws Exception or {@code AssertionError} for a promise that is broken
   */
  void check(Draws input) throws Exception;

  /** How many random inputs each build tries; fewer where one takes long. */
  default int briefRuns() {
    return 500;
  }
}
