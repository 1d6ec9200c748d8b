package gatehouse.lambda;

/** How large what passes between the gateway and a function may be. AWS: "Lambda quotas". */
public final class FunctionLimits {

  /** Of an event, in bytes: 6 MB. */
  public static final int LARGEST_EVENT = 6 * 1024 * 1024;

  /** Of an answer, in bytes: Lambda's own message about larger ones names this number. */
  public static final int LARGEST_ANSWER = LARGEST_EVENT + 100;

  private FunctionLimits() {}
}
