package gatehouse.config;

/**
 * The methods that a route key can name.
 *
 * <p>AWS: "Develop routes for HTTP APIs".
 */
public enum RouteMethod {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE,
  HEAD,
  OPTIONS,
  /**
   * Every method that no other route names for the same path; the last one, because it comes last.
   */
  ANY
}
