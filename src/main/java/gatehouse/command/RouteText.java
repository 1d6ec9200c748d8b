package gatehouse.command;

import gatehouse.config.Api;
import gatehouse.config.AuthorizationType;
import gatehouse.config.Route;
import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RouteMatch;
import gatehouse.pipeline.Explanation;
import gatehouse.pipeline.Explanation.OtherRoute;
import gatehouse.pipeline.MappingLine;
import gatehouse.pipeline.RouteLine;
import gatehouse.routing.WhyNot;
import gatehouse.upstream.UpstreamRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code route} tells people. */
final class RouteText {

  private static final int MOST_OTHERS = 20;

  /** What nearly answers first. */
  private static final Comparator<OtherRoute> NEAREST_FIRST =
      Comparator.comparing(
              (OtherRoute other) -> isNear(other) ? other.why().kind() : null,
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(other -> other.why().segment())
          .reversed();

  private final Reading reading;
  private final Explanation explanation;
  private final boolean all;
  private final List<String> lines = new ArrayList<>();

  RouteText(Reading reading, Explanation explanation, boolean all) {
    this.reading = reading;
    this.explanation = explanation;
    this.all = all;
  }

  /** What is told when a request leads to no stage, or may not come this way. */
  static List<String> noStage(Reading reading, Request request, Refusal refusal) {
    Map<String, String> ways = new LinkedHashMap<>();
    for (RouteLine line : reading.plan().routes()) {
      ways.put(
          line.base().isEmpty() ? "/" : line.base(),
          "API %s, stage %s".formatted(line.apiId(), line.stageName()));
    }
    for (MappingLine line : reading.plan().mappings()) {
      ways.put(line.place(), "API %s, stage %s".formatted(line.apiId(), line.stageName()));
    }
    int width = ways.keySet().stream().mapToInt(String::length).max().orElse(1);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d %s: %s of host %s leads to no stage; these do:"
            .formatted(
                refusal.status(),
                refusal.message(),
                request.path().decoded(),
                request.headers().first("Host")));
    ways.forEach((way, stage) -> lines.add(("  %-" + width + "s  %s").formatted(way, stage)));
    return lines;
  }

  /**
   * The lines.
   *
   * @param call what would be sent to the upstream; null when nothing would
   * @param status of the response; that of the upstream is not known
   */
  List<String> lines(@Nullable UpstreamRequest call, int status) {
    RouteMatch match = explanation.match();
    ApiStage stage = match.stage();
    add("API", stage.apiId());
    if (match.basePath() != null) {
      add("base path", "/" + match.basePath());
    }
    add("stage", stage.stageName());
    if (!stage.variables().isEmpty()) {
      add("variables", String.join(", ", stage.variables().keySet()) + " (of the stage)");
    }
    add("path", match.path().decoded());
    MatchedRoute route = match.route();
    if (route == null) {
      add("route", "none of %d".formatted(explanation.others().size()));
    } else {
      addRoute(stage, route);
    }
    if (call != null) {
      add(
          "would send",
          "%s %s://%s%s"
              .formatted(
                  call.method(),
                  call.to().origin().scheme(),
                  call.to().origin().authority(),
                  call.target()));
    } else {
      add("answer", "%d, from the gateway itself".formatted(status));
    }
    addOthers();
    return lines;
  }

  private void addRoute(ApiStage stage, MatchedRoute route) {
    add("route", route.key());
    for (String name : route.variableNames()) {
      add("", "{%s} is `%s`".formatted(name, explanation.match().pathVariable(name)));
    }
    reading.plan().routes().stream()
        .filter(
            line ->
                line.apiId().equals(stage.apiId())
                    && line.stageName().equals(stage.stageName())
                    && line.routeKey().equals(route.key()))
        .findFirst()
        .ifPresent(
            line -> {
              add("", place("routes/", "Routes.", line.routeId(), line.deploymentId()));
              String integrationId = line.integrationId();
              addAccess(stage, line.routeId());
              add(
                  "integration",
                  integrationId == null
                      ? line.answerer()
                      : "%s, %s"
                          .formatted(
                              place(
                                  "integrations/",
                                  "Integrations.",
                                  integrationId,
                                  line.deploymentId()),
                              line.answerer()));
            });
  }

  /** Where a resource stands: what a deployment holds need not be a file any more. */
  private static String place(
      String directory, String object, String id, @Nullable String deploymentId) {
    return deploymentId == null
        ? directory + id
        : "%s%s in deployments/%s".formatted(object, id, deploymentId);
  }

  /** The command has nobody to ask, and tells what would have been asked. */
  private void addAccess(ApiStage stage, String routeId) {
    Api plain = reading.configuration().plain();
    Stream.concat(Stream.ofNullable(plain), reading.configuration().apis().values().stream())
        .filter(api -> api.id().equals(stage.apiId()))
        .flatMap(
            api ->
                api.stages().values().stream()
                    .filter(one -> one.name().equals(stage.stageName()))
                    .map(api::release))
        .map(release -> release.routes().get(routeId))
        .filter(route -> route != null && route.authorization().type() != AuthorizationType.NONE)
        .map(Route::authorization)
        .findFirst()
        .ifPresent(
            access ->
                add(
                    "access",
                    access.type()
                        + (access.authorizerId() == null
                            ? ""
                            : " by authorizers/" + access.authorizerId())
                        + ", taken as given"));
  }

  private void addOthers() {
    List<OtherRoute> others = explanation.others().stream().sorted(NEAREST_FIRST).toList();
    if (others.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        explanation.match().route() == null
            ? "the routes of the stage, the nearest first:"
            : "the other routes of the stage, the nearest first:");
    List<OtherRoute> shown = all ? others : others.subList(0, Math.min(MOST_OTHERS, others.size()));
    int width = shown.stream().mapToInt(other -> other.routeKey().length()).max().orElse(1);
    for (OtherRoute other : shown) {
      lines.add(("  %-" + width + "s  %s").formatted(other.routeKey(), other.why().reason()));
    }
    if (shown.size() < others.size()) {
      lines.add("  … and %d more: --all lists them".formatted(others.size() - shown.size()));
    }
  }

  /** Whether the path, at least, fits. */
  private static boolean isNear(OtherRoute other) {
    return other.why().kind().compareTo(WhyNot.Kind.OTHER_METHOD) >= 0;
  }

  private void add(String name, String value) {
    lines.add("%-12s %s".formatted(name, value).stripTrailing());
  }
}
