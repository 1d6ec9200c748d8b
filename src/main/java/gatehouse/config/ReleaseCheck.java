package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks routes, integrations and authorizers of one release of an API against each other. */
final class ReleaseCheck {

  private final Release release;
  private final Map<Stage, Set<String>> served;
  private final Problems problems;

  /**
   * A check.
   *
   * @param release with all its routes
   * @param served the ids of the routes of each stage that serves it
   */
  ReleaseCheck(Release release, Map<Stage, Set<String>> served, Problems problems) {
    this.release = release;
    this.served = served;
    this.problems = problems;
  }

  /**
   * Checks everything.
   *
   * @param allTogether whether routes are to be told apart although no stage serves both: without
   *     any stage, they are served together as soon as there is one
   */
  void run(boolean allTogether) {
    routeKeys(allTogether);
    pathVariables();
    stageVariables();
    new AuthorizationCheck(release, problems).run();
  }

  /** Each route is told of one other, so that a hundred alike make no ten thousand problems. */
  private void routeKeys(boolean allTogether) {
    Map<String, List<Route>> byKey = new HashMap<>();
    for (Route route : release.routes().values()) {
      List<Route> alike = byKey.computeIfAbsent(route.key().identity(), k -> new ArrayList<>());
      alike.stream()
          .filter(earlier -> allTogether || areServedTogether(earlier, route))
          .findFirst()
          .ifPresent(
              earlier ->
                  problems.add(
                      release.problem(
                          route,
                          "RouteKey",
                          "is %s, the same as %s in %s: change one of them, or remove it"
                              .formatted(
                                  quoted(route.key().toString()),
                                  quoted(earlier.key().toString()),
                                  quoted(release.place(earlier))))));
      alike.add(route);
    }
  }

  private boolean areServedTogether(Route one, Route other) {
    return served.values().stream()
        .anyMatch(ids -> ids.contains(one.id()) && ids.contains(other.id()));
  }

  private void pathVariables() {
    for (Route route : release.routes().values()) {
      Integration integration = release.integrations().get(route.integrationId());
      UriTemplate uri = integration == null ? null : integration.uri();
      if (integration != null && uri != null) {
        PathTemplate template = route.key().template();
        List<String> known = template == null ? List.of() : template.variableNames();
        for (String name : uri.pathVariables()) {
          if (!known.contains(name)) {
            problems.add(
                release.problem(route, "Target", unknownVariable(name, route, integration, known)));
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
                .map(release.routes()::get)
                .filter(Objects::nonNull)
                .map(Route::integrationId)
                .distinct()
                .map(release.integrations()::get)
                .filter(Objects::nonNull)
                .forEach(integration -> resolve(integration, stage));
          }
        });
  }

  /**
   * What comes out must be a URL, or whatever it stands for. A variable that is not defined is
   * AWS's to allow: its routes answer 500, in this stage only.
   */
  private void resolve(Integration integration, Stage stage) {
    UriTemplate uri = integration.uri();
    FunctionCall function = integration.function();
    ServiceCall service = integration.service();
    if (uri != null) {
      resolve(integration, stage, "IntegrationUri", uri.stageVariables(), uri::resolve);
    } else if (function != null) {
      FunctionUri name = function.function();
      resolve(integration, stage, "IntegrationUri", name.stageVariables(), name::resolve);
    } else if (service != null && service.region() != null) {
      RegionName region = service.region();
      resolve(
          integration, stage, "RequestParameters.Region", region.stageVariables(), region::resolve);
    }
  }

  private void resolve(
      Integration integration,
      Stage stage,
      String property,
      Set<String> used,
      Consumer<Map<String, String>> resolution) {
    if (!used.isEmpty() && stage.variables().keySet().containsAll(used)) {
      try {
        resolution.accept(stage.variables());
      } catch (IllegalArgumentException e) {
        problems.add(
            release.problem(
                integration,
                property,
                "in the stage %s of %s, it %s"
                    .formatted(quoted(stage.name()), quoted(file(stage)), e.getMessage())));
      }
    }
  }

  private String file(Stage stage) {
    return release.directory() + ResourceDirectory.STAGES.file(stage.id());
  }
}
