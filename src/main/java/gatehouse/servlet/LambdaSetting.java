package gatehouse.servlet;

import gatehouse.upstream.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where Lambda's Invoke API is, when it is not AWS's.
 *
 * <p>AWS: "Service-specific endpoints" of the AWS SDKs and Tools Reference Guide, for {@code
 * AWS_ENDPOINT_URL_LAMBDA} and {@code AWS_ENDPOINT_URL}; ours goes before these.
 */
final class LambdaSetting {

  private final SettingSource source;

  LambdaSetting(SettingSource source) {
    this.source = source;
  }

  /**
   * The endpoint; null for AWS's of the function's region.
   *
   * @throws IllegalArgumentException when it is no URL of a server, with the remedy
   */
  @Nullable Origin endpoint() {
    String set = source.text(SettingKey.LAMBDA_ENDPOINT);
    if (set != null) {
      return origin("setting " + SettingKey.LAMBDA_ENDPOINT.property(), set);
    }
    for (String name : new String[] {"AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL"}) {
      String ofAws = source.environmentVariable(name);
      if (ofAws != null) {
        return origin("environment variable " + name, ofAws);
      }
    }
    return null;
  }

  private static Origin origin(String what, String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost();
      String path = uri.getRawPath();
      if ((scheme.equals("http") || scheme.equals("https"))
          && host != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && (path == null || path.isEmpty() || path.equals("/"))) {
        int usual = scheme.equals("https") ? 443 : 80;
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(scheme, bare, uri.getPort() < 0 ? usual : uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Told below, like a URL that has too much.
    }
    throw new IllegalArgumentException(
        what + " is no URL of a server: write one such as `http://localhost:4566`");
  }
}
