package gatehouse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may use an API. Immutable.
 *
 * <p>AWS: {@code Cors} of the ApiGatewayV2 API, "Configuring CORS for an HTTP API".
 *
 * @param allowOrigins origins, {@code *}, {@code http://*} or {@code https://*}
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders names of request headers, or {@code *}
 * @param exposeHeaders names of response headers, or {@code *}
 * @param allowCredentials whether pages may send cookies and the like
 * @param maxAgeSeconds how long a browser may remember a preflight; null to say nothing
 */
public record Cors(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    boolean allowCredentials,
    @Nullable Integer maxAgeSeconds) {

  /** With copies of these lists. */
  public Cors {
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
  }
}
