package gatehouse.upstream;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS connection is for: part of HttpClient's key of connections, so that those of one name
 * or profile never serve another. HttpClient keeps these keys for ever, hence the weak reference to
 * the profile; whoever connects holds its {@link Destination}, and with it the profile.
 */
final class TlsEndpoint implements NamedEndpoint {

  private final String serverName;
  private final int port;
  private final int profileHash;
  private final WeakReference<@Nullable TlsProfile> profile;
  private final boolean usual;

  /**
   * An endpoint.
   *
   * @param serverName what the certificate must name, and what the server is told (SNI)
   * @param profile null for the client's usual one
   */
  TlsEndpoint(String serverName, int port, @Nullable TlsProfile profile) {
    this.serverName = serverName;
    this.port = port;
    this.usual = profile == null;
    this.profileHash = System.identityHashCode(profile);
    this.profile = new WeakReference<>(profile);
  }

  @Override
  public String getHostName() {
    return serverName;
  }

  @Override
  public int getPort() {
    return port;
  }

  /**
   * The profile.
   *
   * @throws IllegalStateException when it is not in use any more
   */
  TlsProfile profile(TlsProfile whenUsual) {
    TlsProfile own = profile.get();
    if (own == null && !usual) {
      throw new IllegalStateException("a connection for a profile that is gone");
    }
    return own == null ? whenUsual : own;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof TlsEndpoint that
        && port == that.port
        && usual == that.usual
        && serverName.equals(that.serverName)
        && (usual || (profile.get() != null && profile.get() == that.profile.get()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(serverName, port, profileHash);
  }

  @Override
  public String toString() {
    return serverName + ':' + port;
  }
}
