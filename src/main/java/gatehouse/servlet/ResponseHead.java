package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import gatehouse.pipeline.Gateway;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts the head of an answer into a container's response. */
final class ResponseHead {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  /** The fields that a container sets by itself; the upstream's take their places. */
  private static final Set<String> PRESET = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    PRESET.addAll(List.of("Date", "Server"));
  }

  /** Status line, Date, Connection, Transfer-Encoding and the like, which containers add. */
  private static final int BYTES_OF_CONTAINER = 256;

  /** What ": " and the end of a line take. */
  private static final int BYTES_AROUND_FIELD = 4;

  private ResponseHead() {}

  /** Containers cannot commit a head beyond their limit, and then there is no answer at all. */
  static Response fitting(Response answer, int longestHead, Gateway gateway) {
    int bytes = bytes(answer);
    if (bytes <= longestHead) {
      return answer;
    }
    LOG.log(
        Level.INFO,
        "a response with a head of {0} bytes is not passed on: more than the {1} of"
            + " gatehouse.maxResponseHeadBytes",
        Integer.toString(bytes),
        Integer.toString(longestHead));
    answer.body().publisher().subscribe(new Discarding());
    return gateway.refuse(Refusal.serviceUnavailable());
  }

  /** How many bytes the head takes on the wire, about; never too few. */
  private static int bytes(Response answer) {
    Headers headers = answer.headers();
    int bytes = BYTES_OF_CONTAINER;
    for (int i = 0; i < headers.size(); i++) {
      bytes += headers.name(i).length() + headers.value(i).length() + BYTES_AROUND_FIELD;
    }
    return bytes;
  }

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

  /**
   * Whether the client expects no bytes whatever the length says: RFC 9112, section 6.3. With an
   * {@code IntegrationMethod} of its own the upstream may send some all the same.
   */
  static boolean hasNoBody(Response answer, String method) {
    return method.equals("HEAD") || answer.status() == 304 || answer.status() == 204;
  }

  /** An answer to HEAD that does not tell the length must not tell zero: Jetty would fill it in. */
  static boolean announcesNothing(Response answer, String method) {
    return method.equals("HEAD")
        && answer.status() != 204
        && answer.status() != 304
        && answer.body().length() <= 0
        && !answer.headers().contains("Content-Length");
  }
}
