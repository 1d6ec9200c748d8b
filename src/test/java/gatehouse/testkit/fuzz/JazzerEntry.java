package gatehouse.testkit.fuzz;

/** What Jazzer calls in a process of its own; the target's name is its argument. */
public final class JazzerEntry {

  private static FuzzTarget target = input -> {};

  private JazzerEntry() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTargets.make(arguments[0]);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.check(new Draws(input));
  }
}
