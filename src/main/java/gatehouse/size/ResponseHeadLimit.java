package gatehouse.size;

import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import java.lang.System.Logger.Level;

/**
 * The longest head that the server can send. Containers cannot commit a longer one, and then there
 * is no answer at all.
 *
 * @param bytes about; a head is never taken for shorter than it is
 */
public record ResponseHeadLimit(int bytes) {

  private static final System.Logger LOG = System.getLogger("gatehouse.pipeline");

  /** Status line, Date, Connection, Transfer-Encoding and the like, which containers add. */
  private static final int BYTES_OF_CONTAINER = 256;

  /** What ": " and the end of a line take. */
  private static final int BYTES_AROUND_FIELD = 4;

  /**
   * The same response; one that is too long is discarded.
   *
   * @throws Refusal with 503 when its head is too long
   */
  public Response checked(Response response) {
    int length = length(response.headers());
    if (length > bytes) {
      LOG.log(
          Level.INFO,
          "a response with a head of {0} bytes is not passed on: more than the {1} of"
              + " gatehouse.maxResponseHeadBytes",
          Integer.toString(length),
          Integer.toString(bytes));
      response.body().discard();
      throw Refusal.serviceUnavailable();
    }
    return response;
  }

  private static int length(Headers headers) {
    int length = BYTES_OF_CONTAINER;
    for (int i = 0; i < headers.size(); i++) {
      length += headers.name(i).length() + headers.value(i).length() + BYTES_AROUND_FIELD;
    }
    return length;
  }
}
