package gatehouse.servlet;

import gatehouse.service.AwsService;
import gatehouse.upstream.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Lambda's Invoke API and AWS's other services are, when they are not at AWS.
 *
 * <p>AWS: "Service-specific endpoints" of the AWS SDKs and Tools Reference Guide, for {@code
 * AWS_ENDPOINT_URL_LAMBDA} and the like, and {@code AWS_ENDPOINT_URL}; ours go before these.
 */
final class EndpointSettings {

  private final SettingSource source;

  EndpointSettings(SettingSource source) {
    this.source = source;
  }

  /**
   * Lambda's endpoint; null for AWS's of the function's region.
   *
   * @throws IllegalArgumentException when it is no URL of a server, with the remedy
   */
  @Nullable Origin lambda() {
    return endpoint(SettingKey.LAMBDA_ENDPOINT, "LAMBDA");
  }

  /**
   * The endpoints of the services that are elsewhere.
   *
   * @throws IllegalArgumentException when one is no URL of a server, with the remedy
   */
  Map<AwsService, Origin> services() {
    Map<AwsService, Origin> endpoints = new EnumMap<>(AwsService.class);
    for (AwsService service : AwsService.values()) {
      Origin endpoint = endpoint(key(service), service.variableName());
      if (endpoint != null) {
        endpoints.put(service, endpoint);
      }
    }
    return endpoints;
  }

  private static SettingKey key(AwsService service) {
    return switch (service) {
      case EVENT_BRIDGE -> SettingKey.EVENT_BRIDGE_ENDPOINT;
      case SQS -> SettingKey.SQS_ENDPOINT;
      case APP_CONFIG -> SettingKey.APP_CONFIG_ENDPOINT;
      case KINESIS -> SettingKey.KINESIS_ENDPOINT;
      case STEP_FUNCTIONS -> SettingKey.STEP_FUNCTIONS_ENDPOINT;
    };
  }

  private @Nullable Origin endpoint(SettingKey key, String service) {
    String set = source.text(key);
    if (set != null) {
      return origin("setting " + key.property(), set);
    }
    for (String name : List.of("AWS_ENDPOINT_URL_" + service, "AWS_ENDPOINT_URL")) {
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
