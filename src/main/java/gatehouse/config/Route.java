package gatehouse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route: which requests, who may make them, and who answers them. Immutable.
 *
 * <p>AWS: "Develop routes for HTTP APIs", and {@code Route} of the ApiGatewayV2 API.
 *
 * @param id the logical id
 * @param key the requests that it answers
 * @param integrationId who answers; null for a route without target, which answers 500
 * @param authorization who may use it
 */
public record Route(
    String id, RouteKey key, @Nullable String integrationId, Authorization authorization) {

  /** A route that everybody may use. */
  public Route(String id, RouteKey key, @Nullable String integrationId) {
    this(id, key, integrationId, Authorization.NONE);
  }

  /**
   * Who may use a route.
   *
   * @param type how that is found out
   * @param authorizerId of an authorizer of the same release; null when the type needs none
   * @param scopes one of which a token must have; empty when none is asked for
   */
  public record Authorization(
      AuthorizationType type, @Nullable String authorizerId, List<String> scopes) {

    /** Everybody may. */
    public static final Authorization NONE =
        new Authorization(AuthorizationType.NONE, null, List.of());

    /** With a copy of the list. */
    public Authorization {
      scopes = List.copyOf(scopes);
    }
  }
}
