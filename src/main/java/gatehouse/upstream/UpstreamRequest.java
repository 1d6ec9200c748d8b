package gatehouse.upstream;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import java.time.Duration;

/**
 * What is sent to an upstream, ready for the wire.
 *
 * @param to where to
 * @param method as it goes on the request line
 * @param target path and query, percent-encoded, as it goes on the request line
 * @param headers end-to-end fields including Host; the framing fields are added from the body
 * @param body the bytes to send
 * @param timeout from now until the head of the response is complete
 */
public record UpstreamRequest(
    Destination to, String method, String target, Headers headers, Body body, Duration timeout) {

  /** Method and destination; target and headers may hold secrets. */
  @Override
  public String toString() {
    return method + " " + to;
  }
}
