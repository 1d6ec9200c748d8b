package gatehouse.authorize;

import gatehouse.config.Authorizer.JwtAuthorizer;
import gatehouse.config.Release;
import gatehouse.config.Route;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * By which way keys may come: who can change them on their way can sign tokens.
 *
 * @param http whether unencrypted from anywhere; from this machine that is always allowed
 */
record Transport(boolean http) {

  /**
   * What is to be told the operator of a route with a JWT authorizer.
   *
   * @return null when its issuer may be asked
   */
  @Nullable String warning(Release release, Route route) {
    String id = route.authorization().authorizerId();
    return id != null
            && release.authorizers().get(id) instanceof JwtAuthorizer authorizer
            && !allows(authorizer.issuer())
        ? release
            .problem(
                authorizer,
                "JwtConfiguration.Issuer",
                "is not https, so no keys are fetched and all tokens are refused: write https, or for development set `gatehouse.jwt.allowHttp`")
            .toString()
        : null;
  }

  /** Whether an issuer may be asked at all. */
  boolean allows(String issuer) {
    return allows(URI.create(issuer), issuer);
  }

  /** Whether a URL may be called for an issuer; one by https leads to nothing less. */
  boolean allows(URI url, String issuer) {
    if (url.getHost() == null) {
      return false;
    }
    if ("https".equals(url.getScheme())) {
      return true;
    }
    return "http".equals(url.getScheme())
        && issuer.startsWith("http:")
        && (http || isLoopback(url.getHost()));
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
  }
}
