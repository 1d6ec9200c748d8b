package gatehouse.http;

/**
 * Where a request comes from, as far as the gateway believes it: the one answer for {@code
 * $context.identity.sourceIp}, access logs, events, identity sources and the conditions of
 * policies. Found out once per request, by {@link TrustedProxies#sourceOf}. Immutable.
 *
 * <p>It is not the TCP peer. That is {@link Request.Connection#peerAddress()}: whoever has opened
 * the connection, which behind a proxy is the proxy, for all clients alike. Nobody is let through
 * because of the peer's address; what an upstream is told in {@code Forwarded} and whether the
 * management may be used is about the peer. Without trusted proxies the two are the same.
 *
 * @param address numeric: the client's, or that of the first machine on the way whose word does not
 *     count
 * @param scheme {@code http} or {@code https}: what the client has called, before a trusted proxy
 *     has ended its TLS
 * @param relayed whether a trusted proxy has passed the request on
 */
public record RequestSource(String address, String scheme, boolean relayed) {

  /** The peer itself. */
  static RequestSource direct(Request.Connection connection) {
    return new RequestSource(connection.peerAddress(), connection.scheme(), false);
  }

  /** Whether the client has called over TLS. */
  public boolean isSecure() {
    return scheme.equals("https");
  }
}
