package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the route settings of stages are settings of routes that these stages serve. */
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
    String file = api.settings().directory() + ResourceDirectory.STAGES.file(stage.id());
    for (String key : stage.settings().routes().keySet()) {
      if (!keys.contains(key)) {
        String near = problems.nearest(key, keys);
        problems.add(
            file,
            PROPERTY + "." + key,
            near == null
                ? "is no route key of this stage: write one as its route has it, or remove it"
                : "is no route key of this stage: did you mean %s?".formatted(quoted(near)));
      }
    }
  }

  /** Null when not all are known, because of problems that are told elsewhere. */
  private @Nullable List<String> routeKeys(Stage stage) {
    boolean known =
        stage.served() instanceof Served.Snapshot snapshot
            ? api.deployments().containsKey(snapshot.deploymentId())
            : !problems.concernWithin(
                api.settings().directory() + ResourceDirectory.ROUTES.reference(""));
    return known
        ? api.release(stage).routes().values().stream()
            .map(route -> route.key().toString())
            .toList()
        : null;
  }
}
