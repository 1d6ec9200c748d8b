package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of an API's routes, integrations and authorizers. Immutable, also in the store: a
 * deployment that exists is never changed.
 *
 * <p>AWS: {@code Deployment} of the ApiGatewayV2 API, "Stages for HTTP APIs".
 *
 * @param id the logical id
 * @param cors of the API at that time; null for none
 * @param routes by id
 * @param integrations by id
 * @param authorizers by id
 */
public record Deployment(
    String id,
    @Nullable Cors cors,
    Map<String, Route> routes,
    Map<String, Integration> integrations,
    Map<String, Authorizer> authorizers) {

  /** With copies of these maps. */
  public Deployment {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    integrations = Collections.unmodifiableMap(new LinkedHashMap<>(integrations));
    authorizers = Collections.unmodifiableMap(new LinkedHashMap<>(authorizers));
  }
}
