package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the routes of a stage are treated. Immutable.
 *
 * <p>AWS: {@code DefaultRouteSettings}, {@code RouteSettings} and {@code AccessLogSettings} of
 * {@code Stage}.
 *
 * @param defaults for routes that have no settings of their own, and where those say nothing
 * @param routes by route key, as written
 * @param accessLog null when no access log is written
 */
public record StageSettings(
    RouteSettings defaults,
    Map<String, RouteSettings> routes,
    @Nullable AccessLogSettings accessLog) {

  /** Nothing is said. */
  public static final StageSettings NONE = new StageSettings(RouteSettings.NONE, Map.of(), null);

  /** With a copy of this map. */
  public StageSettings {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /** What holds for the route of this key. */
  public RouteSettings of(String routeKey) {
    return routes.getOrDefault(routeKey, RouteSettings.NONE).or(defaults);
  }
}
