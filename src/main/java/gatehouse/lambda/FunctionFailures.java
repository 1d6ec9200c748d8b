package gatehouse.lambda;

import gatehouse.aws.NoCredentialsException;
import gatehouse.http.BodyCollector;
import gatehouse.lambda.FunctionFailure.Kind;
import gatehouse.upstream.UpstreamFailure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a failed invocation means. */
final class FunctionFailures {

  /** The wording of AWS's own message. */
  private static final String NO_PERMISSION =
      "The IAM role configured on the integration or API Gateway doesn't have permissions to call"
          + " the integration. Check the permissions and try again.";

  private static final Pattern ERROR_TYPE = Pattern.compile("[A-Za-z0-9]{1,100}");

  private FunctionFailures() {}

  /** What an error of the call means. */
  static FunctionFailure of(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof FunctionFailure known) {
      return known;
    }
    if (cause instanceof NoCredentialsException) {
      return new FunctionFailure(Kind.FORBIDDEN, "no credentials: " + message, 0, null);
    }
    if (cause instanceof UpstreamFailure upstream) {
      return new FunctionFailure(kind(upstream.kind()), message, 0, null);
    }
    if (cause instanceof TimeoutException) {
      return new FunctionFailure(Kind.TIMEOUT, message, 0, null);
    }
    if (cause instanceof CancellationException) {
      return new FunctionFailure(Kind.ABANDONED, message, 0, null);
    }
    if (BodyCollector.isTooLarge(cause)) {
      return new FunctionFailure(Kind.RESPONSE_TOO_LARGE, "the answer is too large", 200, null);
    }
    return new FunctionFailure(Kind.FAILED, message, 0, cause);
  }

  private static Kind kind(UpstreamFailure.Kind kind) {
    return switch (kind) {
      case TIMEOUT -> Kind.TIMEOUT;
      case UNREACHABLE, MALFORMED -> Kind.UNREACHABLE;
      case UNTRUSTED -> Kind.UNTRUSTED;
      case ABANDONED -> Kind.ABANDONED;
    };
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
          Kind.THROTTLED, "the emulator is busy: it takes one event at a time", status, null);
    }
    Kind kind =
        switch (status) {
          case 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          case 413 -> Kind.REQUEST_TOO_LARGE;
          case 429 -> Kind.THROTTLED;
          default -> Kind.FAILED;
        };
    String name = type == null ? "" : type.split("[:#]", 2)[0];
    String error = ERROR_TYPE.matcher(name).matches() ? " " + name : "";
    return new FunctionFailure(
        kind, status == 403 ? NO_PERMISSION : "Lambda answered " + status + error, status, null);
  }
}
