package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * How a route is treated in a stage. Immutable.
 *
 * <p>AWS: {@code RouteSettings} of the ApiGatewayV2 API; "Throttling for HTTP APIs".
 *
 * @param burstLimit the most requests at one moment; null where nothing is said, 0 for none at all
 * @param rateLimit requests per second in the long run; null where nothing is said
 * @param detailedMetrics whether metrics are kept for each route; null where nothing is said
 */
public record RouteSettings(
    @Nullable Integer burstLimit, @Nullable Double rateLimit, @Nullable Boolean detailedMetrics) {

  /** Nothing is said. */
  public static final RouteSettings NONE = new RouteSettings(null, null, null);

  /** These settings, and where they say nothing, those of {@code other}. */
  public RouteSettings or(RouteSettings other) {
    return new RouteSettings(
        burstLimit == null ? other.burstLimit : burstLimit,
        rateLimit == null ? other.rateLimit : rateLimit,
        detailedMetrics == null ? other.detailedMetrics : detailedMetrics);
  }
}
