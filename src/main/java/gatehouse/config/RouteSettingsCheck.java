package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the route settings of stages are settings of routes that these stages serve. A stage
 * that deploys by hand may also have settings of routes that only other releases have, so that it
 * can go back to an earlier deployment as it is.
 */
final class RouteSettingsCheck {

  private static final String PROPERTY = "RouteSettings";

  private final Api api;
  private final Problems problems;

  RouteSettingsCheck(Api api, Problems problems) {
    this.api = api;
    this.problems = problems;
  }

  void run() {
    api.stages().values().stream()
        .filter(stage -> !stage.settings().routes().isEmpty())
        .forEach(this::check);
  }

  private void check(Stage stage) {
    List<String> keys = routeKeys(stage);
    if (keys == null) {
      return;
    }
    String scope = stage.served() instanceof Served.Live ? "stage" : "API";
    String file = api.settings().directory() + ResourceDirectory.STAGES.file(stage.id());
    for (String key : stage.settings().routes().keySet()) {
      if (!keys.contains(key)) {
        String near = problems.nearest(key, keys);
        problems.add(
            file,
            PROPERTY + "." + key,
            near == null
                ? "is no route key of this %s: write one as its route has it, or remove it"
                    .formatted(scope)
                : "is no route key of this %s: did you mean %s?".formatted(scope, quoted(near)));
      }
    }
  }

  /** Null when not all are known, because of problems that are told elsewhere. */
  private @Nullable List<String> routeKeys(Stage stage) {
    boolean isLive = stage.served() instanceof Served.Live;
    if (isBroken(ResourceDirectory.ROUTES)
        || (!isLive && isBroken(ResourceDirectory.DEPLOYMENTS))) {
      return null;
    }
    Stream<Release> releases = isLive ? Stream.of(api.release(stage)) : api.releases();
    return releases
        .flatMap(release -> release.routes().values().stream())
        .map(route -> route.key().toString())
        .distinct()
        .toList();
  }

  private boolean isBroken(ResourceDirectory directory) {
    return problems.concernWithin(api.settings().directory() + directory.reference(""));
  }
}
