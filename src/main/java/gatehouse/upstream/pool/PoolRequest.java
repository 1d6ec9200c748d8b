package gatehouse.upstream.pool;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import java.time.Duration;
import java.util.function.Function;

/**
 * A request for whoever of a pool gets it.
 *
 * @param method as it goes on the request line
 * @param target path and query, percent-encoded, as it goes on the request line
 * @param headers the end-to-end fields, by the value of the Host field
 * @param body the bytes to send
 * @param timeout until the head of the response is complete, whatever is tried in between
 */
public record PoolRequest(
    String method, String target, Function<String, Headers> headers, Body body, Duration timeout) {

  /** The method; target and headers may hold secrets. */
  @Override
  public String toString() {
    return method;
  }
}
