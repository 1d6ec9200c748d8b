package gatehouse.upstream;

import java.net.SocketAddress;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Secures each connection by the profile of what it is for. */
final class ProfiledTls implements TlsStrategy {

  private final TlsProfile usual;

  ProfiledTls(TlsProfile usual) {
    this.usual = usual;
  }

  @Override
  public void upgrade(
      TransportSecurityLayer connection,
      NamedEndpoint endpoint,
      @Nullable Object attachment,
      Timeout timeout,
      FutureCallback<TransportSecurityLayer> callback) {
    TlsProfile profile = endpoint instanceof TlsEndpoint tls ? tls.profile(usual) : usual;
    profile.strategy().upgrade(connection, endpoint, attachment, timeout, callback);
  }

  @Override
  @SuppressWarnings("deprecation") // Still without a default; the client calls the other one.
  public boolean upgrade(
      TransportSecurityLayer connection,
      HttpHost host,
      SocketAddress localAddress,
      SocketAddress remoteAddress,
      @Nullable Object attachment,
      Timeout timeout) {
    throw new UnsupportedOperationException("the client calls the other one");
  }
}
