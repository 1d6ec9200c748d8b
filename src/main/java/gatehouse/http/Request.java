package gatehouse.http;

import org.jspecify.annotations.Nullable;

/**
 * A client's request, as it arrived. Immutable, but for the body, which can be read once.
 *
 * @param method as sent, for example {@code GET}
 * @param protocol as the client spoke it, for example {@code HTTP/1.1}
 * @param path the part of the path that the gateway's deployment leaves to it, stage included
 * @param query the query string as sent, without its question mark; null when there was none
 * @param headers all fields
 * @param body the bytes of the body
 * @param connection the connection that it came over
 * @param cancellation told when the client is gone
 */
public record Request(
    String method,
    String protocol,
    RequestPath path,
    @Nullable String query,
    Headers headers,
    Body body,
    Connection connection,
    Cancellation cancellation) {

  /**
   * The connection that a request came over, as its container tells it.
   *
   * @param scheme {@code http} or {@code https}
   * @param peerAddress the numeric address of the immediate peer
   * @param localAddress the numeric address that the peer connected to
   */
  public record Connection(String scheme, String peerAddress, String localAddress) {}

  /** Method and path; query, headers and body may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
