package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Release;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import java.util.List;

/** What is valid in what a stage serves, but leaves requests without an answer. */
final class ServedWarnings {

  private ServedWarnings() {}

  /**
   * A line each, for the operator.
   *
   * @param release that the stage serves
   */
  static List<String> of(Api api, Stage stage, Release release) {
    String file = "%sstages/%s.json: ".formatted(api.settings().directory(), stage.id());
    if (stage.served() instanceof Served.Nothing) {
      return List.of(
          file
              + "AutoDeploy is false and there is no DeploymentId, so the stage answers 404:"
              + " add one of `deployments/`, or set AutoDeploy to true");
    }
    List<String> routeIds = stage.served().routeIds();
    return routeIds == null || !(stage.served() instanceof Served.Snapshot snapshot)
        ? List.of()
        : routeIds.stream()
            .filter(id -> !release.routes().containsKey(id))
            .map(
                id ->
                    "%sRoutes: `routes/%s` is in other releases, but not in `deployments/%s.json`, so the stage does without it"
                        .formatted(file, id, snapshot.deploymentId()))
            .toList();
  }
}
