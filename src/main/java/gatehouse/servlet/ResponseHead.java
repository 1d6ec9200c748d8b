package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.FieldNames;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;

/** Puts the head of an answer into a container's response. */
final class ResponseHead {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  /** The fields that a container sets by itself; the upstream's take their places. */
  private static final FieldNames PRESET = FieldNames.of("Date", "Server");

  private ResponseHead() {}

  static void write(Response answer, String method, HttpServletResponse response) {
    response.setStatus(answer.status());
    Headers headers = answer.headers();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (PRESET.contains(name)) {
        response.setHeader(name, headers.value(i));
      } else {
        response.addHeader(name, headers.value(i));
      }
    }
    Body body = answer.body();
    if (body.length() > 0 || (body.isEmpty() && !hasNoBody(answer, method))) {
      response.setContentLengthLong(body.length());
    }
  }

  /** Whether the container has ended the exchange: Tomcat does when a client leaves, untold. */
  static boolean isTakenBack(HttpServletResponse response) {
    try {
      response.isCommitted();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Turns a response that has not begun into a bare error; false when it is too late for that. */
  static boolean becameFailure(HttpServletResponse response, int status) {
    try {
      if (response.isCommitted()) {
        return false;
      }
      response.reset();
      response.setStatus(status);
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "the container takes no other answer", e);
      return false;
    }
  }

  /**
   * Whether the client expects no bytes whatever the length says: RFC 9112, section 6.3. With an
   * {@code IntegrationMethod} of its own the upstream may send some all the same.
   */
  static boolean hasNoBody(Response answer, String method) {
    return method.equals("HEAD") || answer.status() == 304 || answer.status() == 204;
  }

  /**
   * An answer to HEAD, or a 304, that does not tell the length must not tell zero, which would be
   * that of another answer (RFC 9110, section 8.6): Jetty would fill it in.
   */
  static boolean announcesNothing(Response answer, String method) {
    return (method.equals("HEAD") || answer.status() == 304)
        && answer.status() != 204
        && answer.body().length() <= 0
        && !answer.headers().contains("Content-Length");
  }
}
