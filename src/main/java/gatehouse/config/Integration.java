package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * An integration: who answers, where, and how long that may take. Immutable.
 *
 * <p>AWS: "HTTP proxy integrations for HTTP APIs", and {@code Integration} of the ApiGatewayV2 API.
 *
 * @param id the logical id
 * @param type what kind it is
 * @param uri where it is called; null for a private integration, whose connection tells where, and
 *     for a function or a service
 * @param method the method of the call; null for the client's own
 * @param timeoutMillis from the call to the complete head of its response, in milliseconds
 * @param mappings what is changed on the way in and out
 * @param link how a private integration reaches its upstream; null for a public one
 * @param function which function is invoked; null for HTTP and services
 * @param service what one of AWS's services is asked; null for HTTP and functions
 */
public record Integration(
    String id,
    IntegrationType type,
    @Nullable UriTemplate uri,
    @Nullable String method,
    int timeoutMillis,
    ParameterMappings mappings,
    @Nullable PrivateLink link,
    @Nullable FunctionCall function,
    @Nullable ServiceCall service) {

  static final int SHORTEST_TIMEOUT_MILLIS = 50;

  /**
   * An integration.
   *
   * @throws IllegalArgumentException when the time is shorter than AWS's shortest, 50 ms
   */
  public Integration {
    if (timeoutMillis < SHORTEST_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "the shortest timeout is %d milliseconds".formatted(SHORTEST_TIMEOUT_MILLIS));
    }
  }

  /** A public integration that changes nothing. */
  public Integration(
      String id,
      IntegrationType type,
      UriTemplate uri,
      @Nullable String method,
      int timeoutMillis) {
    this(id, type, uri, method, timeoutMillis, ParameterMappings.NONE, null, null, null);
  }
}
