package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * A route: which requests, and who answers them. Immutable.
 *
 * <p>AWS: "Develop routes for HTTP APIs", and {@code Route} of the ApiGatewayV2 API.
 *
 * @param id the logical id
 * @param key the requests that it answers
 * @param integrationId who answers; null for a route without target, which answers 500
 */
public record Route(String id, RouteKey key, @Nullable String integrationId) {}
