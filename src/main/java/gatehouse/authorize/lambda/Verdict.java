package gatehouse.authorize.lambda;

import gatehouse.http.Caller;

/**
 * What a function has answered. Immutable.
 *
 * @param rights where the caller may go
 * @param caller what was said of him
 * @param weight about how many bytes of memory this takes
 */
record Verdict(Rights rights, Caller.Authorized caller, int weight) {

  /** Nothing of what the function has said. */
  @Override
  public String toString() {
    return "Verdict[weight=" + weight + "]";
  }
}
