package gatehouse.upstream;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, and how the way there is secured. It comes from the configuration alone.
 * Immutable; made once and used for many requests.
 */
public final class Destination {

  private final Origin origin;

  /** Keeps it from vanishing behind the endpoint's weak reference. */
  @SuppressWarnings("UnusedVariable")
  private final @Nullable TlsProfile profile;

  private final HttpHost host;
  private final HttpRoute route;

  private Destination(Origin origin, String serverName, @Nullable TlsProfile profile) {
    this.origin = origin;
    this.profile = profile;
    this.host = new HttpHost(origin.scheme(), origin.host(), origin.port());
    boolean secure = origin.scheme().equals("https");
    this.route =
        secure
            ? new HttpRoute(host, new TlsEndpoint(serverName, origin.port(), profile), null, true)
            : new HttpRoute(host);
  }

  /** An origin with the usual trust, whose certificate must name its host. */
  public static Destination of(Origin origin) {
    return new Destination(origin, origin.host(), null);
  }

  /**
   * An origin, called over TLS whatever its scheme says.
   *
   * @param serverName what the certificate must name, and what the server is told (SNI)
   * @param profile whom to trust; null for the usual one
   */
  public static Destination secured(
      Origin origin, String serverName, @Nullable TlsProfile profile) {
    return new Destination(new Origin("https", origin.host(), origin.port()), serverName, profile);
  }

  /** Scheme, host and port. */
  public Origin origin() {
    return origin;
  }

  HttpHost host() {
    return host;
  }

  HttpRoute route() {
    return route;
  }

  /** Equal when the same connections serve both. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Destination that && route.equals(that.route);
  }

  @Override
  public int hashCode() {
    return route.hashCode();
  }

  @Override
  public String toString() {
    return origin.scheme() + "://" + origin.authority();
  }
}
