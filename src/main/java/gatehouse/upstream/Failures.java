package gatehouse.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Tells from the exceptions of HttpClient and HttpCore what went wrong. */
final class Failures {

  private Failures() {}

  static UpstreamFailure.Kind kindOf(Throwable cause) {
    if (cause instanceof SSLException && !(cause.getCause() instanceof IOException)) {
      return UpstreamFailure.Kind.UNTRUSTED;
    }
    if (cause instanceof HttpException
        || cause instanceof MessageConstraintException
        || cause instanceof CharacterCodingException) {
      return UpstreamFailure.Kind.MALFORMED;
    }
    if (cause instanceof TimeoutException) {
      return UpstreamFailure.Kind.TIMEOUT;
    }
    return UpstreamFailure.Kind.UNREACHABLE;
  }

  /** Whether a connection could not be made, or is gone; not that some time has run out. */
  static boolean isBrokenConnection(Throwable cause) {
    return kindOf(cause) == UpstreamFailure.Kind.UNREACHABLE
        && cause instanceof IOException
        && !(cause instanceof InterruptedIOException);
  }

  /**
   * For the log: the kind of error, and its text only where that cannot hold a message's content.
   */
  static String describe(Throwable cause) {
    boolean speaksOfTheNetwork =
        cause instanceof SocketException
            || cause instanceof UnknownHostException
            || cause instanceof SSLException
            || cause instanceof ConnectionClosedException;
    String name = cause.getClass().getSimpleName();
    return speaksOfTheNetwork ? name + ": " + cause.getMessage() : name;
  }
}
