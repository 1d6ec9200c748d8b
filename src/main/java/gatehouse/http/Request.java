package gatehouse.http;

import org.jspecify.annotations.Nullable;

/**
 * A client's request, as it arrived. Immutable, but for the body, which can be read once.
 *
 * <p>A query that could break out of a request line cannot get in here.
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
   * A request.
   *
   * @throws Refusal with 400 when the query could not stand on a request line
   */
  public Request {
    if (query != null && !standsOnRequestLine(query)) {
      throw Refusal.badRequest();
    }
  }

  /**
   * The connection that a request came over, as its container tells it.
   *
   * @param scheme {@code http} or {@code https}
   * @param peerAddress the numeric address of the immediate peer
   * @param localAddress the numeric address that the peer connected to
   * @param clientCertificate what the client has presented and the container verified; null when it
   *     has not
   */
  public record Connection(
      String scheme,
      String peerAddress,
      String localAddress,
      @Nullable ClientCertificate clientCertificate) {

    /** A connection of a client that has presented no certificate. */
    public Connection(String scheme, String peerAddress, String localAddress) {
      this(scheme, peerAddress, localAddress, null);
    }
  }

  /** The same request with another body. */
  public Request with(Body other) {
    return new Request(method, protocol, path, query, headers, other, connection, cancellation);
  }

  /** Method and path; query, headers and body may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  /**
   * As it came, whatever RFC 3986 says: clients send {@code |}, {@code [} and the like, and servers
   * read it.
   */
  private static boolean standsOnRequestLine(String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }
}
