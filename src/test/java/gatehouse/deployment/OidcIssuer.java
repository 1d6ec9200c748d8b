package gatehouse.deployment;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/**
 * An OpenID Connect issuer that others have written: mock-oauth2-server. It signs with one key at a
 * time, and counts how often it is asked for the public half. For one thread.
 */
final class OidcIssuer implements AutoCloseable {

  private static final String NAME = "issuer";

  private final CountedKey key = new CountedKey();
  private final MockOAuth2Server server =
      new MockOAuth2Server(
          new OAuth2Config(
              false,
              null,
              null,
              false,
              new OAuth2TokenProvider(key),
              Set.of(),
              new NettyWrapper()));

  private boolean stopped;

  private OidcIssuer() {}

  static OidcIssuer start() {
    OidcIssuer issuer = new OidcIssuer();
    issuer.server.start(InetAddress.getLoopbackAddress(), 0);
    return issuer;
  }

  /** As {@code iss} has it. */
  String url() {
    return server.issuerUrl(NAME).toString();
  }

  /** How often somebody has fetched the key set. */
  int keySets() {
    return key.fetched.get();
  }

  /** Signs with another key from now on, and gives nothing else away. */
  void rotate(String keyId) {
    key.current = CountedKey.generated(keyId);
  }

  /** A token, good for so many seconds. */
  String token(String audience, String scope, long seconds) {
    return server
        .issueToken(
            NAME,
            "client",
            new DefaultOAuth2TokenCallback(
                NAME, "alice", "JWT", List.of(audience), Map.of("scope", scope), seconds))
        .serialize();
  }

  /** Is there no more. */
  void stop() {
    if (!stopped) {
      stopped = true;
      server.shutdown();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Tokens are signed on the test's thread; who asks on another one has called the server. */
  private static final class CountedKey extends KeyProvider {

    private final AtomicInteger fetched = new AtomicInteger();
    private final Thread test = Thread.currentThread();
    private volatile JWK current = generated("first");

    private static JWK generated(String keyId) {
      try {
        return new RSAKeyGenerator(2_048).keyID(keyId).generate();
      } catch (JOSEException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public JWK signingKey(String issuerId) {
      if (Thread.currentThread() != test) {
        fetched.incrementAndGet();
      }
      return current;
    }
  }
}
