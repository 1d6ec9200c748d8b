package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what no resource can know alone: names and keys that are taken, path variables that the
 * route does not have, URIs that come to nothing in a stage. It looks only at resources that could
 * be read, so that one fault is told only once.
 */
final class CrossCheck {

  private final Api api;
  private final Problems problems;
  private final Map<Stage, Set<String>> served;

  CrossCheck(Api api, Problems problems) {
    this.api = api;
    this.problems = problems;
    this.served = served(api);
  }

  void run() {
    stageNames();
    routeKeys();
    pathVariables();
    stageVariables();
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

  /** Each route is told of one other, so that a hundred alike make no ten thousand problems. */
  private void routeKeys() {
    Map<String, List<Route>> byKey = new HashMap<>();
    for (Route route : api.routes().values()) {
      List<Route> alike = byKey.computeIfAbsent(route.key().identity(), k -> new ArrayList<>());
      alike.stream()
          .filter(earlier -> areServedTogether(earlier, route))
          .findFirst()
          .ifPresent(
              earlier ->
                  problems.add(
                      file(route),
                      "RouteKey",
                      "is %s, the same as %s in %s: change one of them, or remove it"
                          .formatted(
                              quoted(route.key().toString()),
                              quoted(earlier.key().toString()),
                              quoted(file(earlier)))));
      alike.add(route);
    }
  }

  /** Without any stage, they are served together as soon as there is one. */
  private boolean areServedTogether(Route one, Route other) {
    return served.isEmpty()
        || served.values().stream()
            .anyMatch(ids -> ids.contains(one.id()) && ids.contains(other.id()));
  }

  private void pathVariables() {
    for (Route route : api.routes().values()) {
      Integration integration = api.integrations().get(route.integrationId());
      UriTemplate uri = integration == null ? null : integration.uri();
      if (integration != null && uri != null) {
        PathTemplate template = route.key().template();
        List<String> known = template == null ? List.of() : template.variableNames();
        for (String name : uri.pathVariables()) {
          if (!known.contains(name)) {
            problems.add(file(route), "Target", unknownVariable(name, route, integration, known));
          }
        }
      }
    }
  }

  private static String unknownVariable(
      String name, Route route, Integration integration, List<String> known) {
    return "is %s, whose URI has %s, but the route key %s has %s: correct one of them"
        .formatted(
            quoted(ResourceDirectory.INTEGRATIONS.reference(integration.id())),
            quoted("{" + name + "}"),
            quoted(route.key().toString()),
            known.isEmpty()
                ? "no variables"
                : "only "
                    + known.stream()
                        .map(variable -> quoted("{" + variable + "}"))
                        .collect(Collectors.joining(", ")));
  }

  private void stageVariables() {
    served.forEach(
        (stage, routeIds) -> {
          if (!problems.concern(file(stage), "StageVariables")) {
            routeIds.stream()
                .map(api.routes()::get)
                .filter(Objects::nonNull)
                .map(Route::integrationId)
                .distinct()
                .map(api.integrations()::get)
                .filter(Objects::nonNull)
                .forEach(integration -> resolve(integration, stage));
          }
        });
  }

  /**
   * What comes out must be a URL. A variable that is not defined is AWS's to allow: its routes
   * answer 500, in this stage only.
   */
  private void resolve(Integration integration, Stage stage) {
    UriTemplate uri = integration.uri();
    if (uri == null) {
      return;
    }
    Set<String> used = uri.stageVariables();
    if (!used.isEmpty() && stage.variables().keySet().containsAll(used)) {
      try {
        uri.resolve(stage.variables());
      } catch (IllegalArgumentException e) {
        problems.add(
            api.settings().directory() + ResourceDirectory.INTEGRATIONS.file(integration.id()),
            "IntegrationUri",
            "in the stage %s of %s, it %s"
                .formatted(quoted(stage.name()), quoted(file(stage)), e.getMessage()));
      }
    }
  }

  /** The ids of the routes that each stage serves. */
  private static Map<Stage, Set<String>> served(Api api) {
    Map<Stage, Set<String>> served = new LinkedHashMap<>();
    for (Stage stage : api.stages().values()) {
      if (stage.served() instanceof Served.Live) {
        served.put(stage, api.release(stage).routes().keySet());
      }
    }
    return served;
  }

  private String file(Stage stage) {
    return api.settings().directory() + ResourceDirectory.STAGES.file(stage.id());
  }

  private String file(Route route) {
    return api.settings().directory() + ResourceDirectory.ROUTES.file(route.id());
  }
}
