package gatehouse.lambda;

import gatehouse.aws.CallFault;
import gatehouse.http.Causes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a failed invocation means. */
final class FunctionFailures {

  /** Only answers of this status are read as those of functions. */
  private static final int OK = 200;

  private static final Pattern ERROR_TYPE = Pattern.compile("[A-Za-z0-9]{1,100}");

  private FunctionFailures() {}

  /** What an error of the call means. */
  static FunctionFailure of(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    if (cause instanceof FunctionFailure known) {
      return known;
    }
    CallFault fault = CallFault.of(cause);
    return new FunctionFailure(
        fault,
        fault.told(cause),
        fault == CallFault.RESPONSE_TOO_LARGE ? OK : 0,
        fault == CallFault.FAILED ? cause : null);
  }

  /**
   * What an error of the Invoke API means.
   *
   * @param type as {@code x-amzn-ErrorType} tells it, perhaps with more behind a colon
   * @param emulator which answers 400 with nothing to whoever comes while it is busy
   */
  static FunctionFailure of(int status, @Nullable String type, byte[] body, boolean emulator) {
    if (emulator && status == 400 && body.length == 0) {
      return new FunctionFailure(
          CallFault.THROTTLED, "the emulator is busy: it takes one event at a time", status, null);
    }
    CallFault fault =
        switch (status) {
          case 403 -> CallFault.FORBIDDEN;
          case 404 -> CallFault.NOT_FOUND;
          case 413 -> CallFault.REQUEST_TOO_LARGE;
          case 429 -> CallFault.THROTTLED;
          default -> CallFault.FAILED;
        };
    String name = type == null ? "" : type.split("[:#]", 2)[0];
    String error = ERROR_TYPE.matcher(name).matches() ? " " + name : "";
    return new FunctionFailure(
        fault,
        status == 403 ? CallFault.NO_PERMISSION : "Lambda answered " + status + error,
        status,
        null);
  }
}
