package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what no resource of an API can know alone: names and keys that are taken, path variables
 * that the route does not have, URIs that come to nothing in a stage; in the files as they are and
 * in every deployment, so that going back to one cannot fail. It looks only at resources that could
 * be read, so that one fault is told only once.
 */
final class CrossCheck {

  private final Api api;
  private final Problems problems;

  CrossCheck(Api api, Problems problems) {
    this.api = api;
    this.problems = problems;
  }

  void run() {
    stageNames();
    new ReleaseCheck(api.live(), stagesOf(null), problems).run(api.stages().isEmpty());
    for (Deployment deployment : api.deployments().values()) {
      new ReleaseCheck(api.release(deployment), stagesOf(deployment.id()), problems).run(false);
    }
    new RouteSettingsCheck(api, problems).run();
  }

  private void stageNames() {
    Map<String, Stage> byName = new HashMap<>();
    for (Stage stage : api.stages().values()) {
      Stage first = byName.putIfAbsent(stage.name(), stage);
      if (first != null) {
        problems.add(
            file(stage),
            "Name",
            "is %s, as in %s: give one of them another name, or remove it"
                .formatted(quoted(stage.name()), quoted(file(first))));
      }
    }
  }

  /**
   * The ids of the routes that each stage serves of one release.
   *
   * @param deploymentId null for the files as they are
   */
  private Map<Stage, Set<String>> stagesOf(@Nullable String deploymentId) {
    Map<Stage, Set<String>> served = new LinkedHashMap<>();
    for (Stage stage : api.stages().values()) {
      Release release = api.release(stage);
      if (Objects.equals(release.deploymentId(), deploymentId)) {
        served.put(stage, release.routes().keySet());
      }
    }
    return served;
  }

  private String file(Stage stage) {
    return api.settings().directory() + ResourceDirectory.STAGES.file(stage.id());
  }
}
