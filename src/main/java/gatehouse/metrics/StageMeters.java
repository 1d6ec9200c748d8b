package gatehouse.metrics;

import gatehouse.config.StageSettings;
import gatehouse.http.ApiStage;
import gatehouse.http.Exchange;
import gatehouse.http.MatchedRoute;
import gatehouse.pipeline.ExchangeListener;
import gatehouse.pipeline.StageListeners;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meters of all stages, and of those routes that have detailed metrics. They are found by name
 * while a plan is compiled, and live as long as some plan in service has them: a reload resets no
 * counter, and ten thousand reloads leave nothing behind. No label comes from a client.
 */
final class StageMeters implements StageListeners {

  /** What stands for all requests that no route takes; no route's key looks like this. */
  private static final String UNMATCHED = "unmatched";

  private final MeterRegistry registry;
  private final Map<Key, RequestMeters> all = new HashMap<>();
  private Set<Key> inService = Set.of();
  private Set<Key> compiling = new HashSet<>();

  /**
   * Whose meters.
   *
   * @param route its key; null for the stage as a whole
   */
  private record Key(String api, String stage, @Nullable String route) {}

  StageMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A plan is about to be compiled. What was made for one that failed goes. */
  synchronized void compiling() {
    compiling.stream().filter(key -> !inService.contains(key)).forEach(this::remove);
    compiling = new HashSet<>();
  }

  /** The plan that was compiled last is in service. Meters that it does not have go. */
  synchronized void inService() {
    inService.stream().filter(key -> !compiling.contains(key)).forEach(this::remove);
    inService = compiling;
    compiling = new HashSet<>();
  }

  @Override
  public synchronized ExchangeListener of(
      ApiStage stage, StageSettings settings, Collection<MatchedRoute> routes) {
    IdentityHashMap<MatchedRoute, RequestMeters> byRoute = new IdentityHashMap<>();
    for (MatchedRoute route : routes) {
      if (Boolean.TRUE.equals(settings.of(route.key()).detailedMetrics())) {
        byRoute.put(route, traffic(stage, route.key()));
      }
    }
    RequestMeters unmatched =
        Boolean.TRUE.equals(settings.defaults().detailedMetrics())
            ? traffic(stage, UNMATCHED)
            : null;
    return new Listener(traffic(stage, null), byRoute, unmatched);
  }

  private RequestMeters traffic(ApiStage stage, @Nullable String route) {
    Key key = new Key(stage.apiId(), stage.stageName(), route);
    compiling.add(key);
    return all.computeIfAbsent(key, this::made);
  }

  private RequestMeters made(Key key) {
    Tags tags = Tags.of("api", key.api, "stage", key.stage);
    return key.route == null
        ? new RequestMeters(registry, "gatehouse", tags)
        : new RequestMeters(registry, "gatehouse.route", tags.and("route", key.route));
  }

  private void remove(Key key) {
    RequestMeters traffic = all.remove(key);
    if (traffic != null) {
      traffic.remove();
    }
  }

  /**
   * The meters of a stage in one plan.
   *
   * @param byRoute by identity: nothing is compared for a request
   * @param unmatched null when the stage has no detailed metrics
   */
  private record Listener(
      RequestMeters stage,
      IdentityHashMap<MatchedRoute, RequestMeters> byRoute,
      @Nullable RequestMeters unmatched)
      implements ExchangeListener {

    @Override
    public void began(Exchange exchange) {
      stage.began();
      RequestMeters route = route(exchange);
      if (route != null) {
        route.began();
      }
    }

    @Override
    public void ended(Exchange exchange) {
      stage.ended(exchange.outcome());
      RequestMeters route = route(exchange);
      if (route != null) {
        route.ended(exchange.outcome());
      }
    }

    private @Nullable RequestMeters route(Exchange exchange) {
      MatchedRoute matched = exchange.match().route();
      return matched == null ? unmatched : byRoute.get(matched);
    }
  }
}
