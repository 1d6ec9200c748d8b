package gatehouse.command;

/** Numbers of things, in words. */
final class Count {

  private Count() {}

  /** {@code 1 route}, {@code 2 routes}. */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
