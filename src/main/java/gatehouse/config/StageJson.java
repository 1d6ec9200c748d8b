package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a stage. AWS: {@code Stage} of the ApiGatewayV2 API. */
final class StageJson {

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a stage")
          .read("Name", "Routes", "StageVariables", "AutoDeploy", "DeploymentId", "StageName")
          .read("DefaultRouteSettings", "RouteSettings", AccessLogSettingsJson.PROPERTY)
          .ignored(
              "ApiGatewayManaged",
              "ApiId",
              "CreatedDate",
              "Description",
              "FormerRouteSettings",
              "LastDeploymentStatusMessage",
              "LastUpdatedDate",
              "Tags")
          .unsupported("ClientCertificateId");

  private StageJson() {}

  /**
   * What a stage can refer to.
   *
   * @param routes that there are now
   * @param deployments that there are
   * @param routesOfDeployments by deployment; deployments that could not be read are absent
   */
  record References(
      ReferencesJson routes,
      ReferencesJson deployments,
      Map<String, ReferencesJson> routesOfDeployments) {}

  /** A stage; null when it cannot even have a name. */
  static @Nullable Stage read(ObjectJson in, References references) {
    PROPERTIES.check(in);
    Served served = served(in, references);
    Map<String, String> variables = in.textMap("StageVariables", Stage::checkVariable);
    if (variables.size() > Stage.MOST_VARIABLES) {
      in.problem(
          "StageVariables",
          "has %d variables: keep at most %d".formatted(variables.size(), Stage.MOST_VARIABLES));
    }
    StageSettings settings =
        new StageSettings(
            RouteSettingsJson.read(in, "DefaultRouteSettings"),
            RouteSettingsJson.readByKey(in, "RouteSettings"),
            AccessLogSettingsJson.read(in));
    String name = name(in);
    return name == null ? null : new Stage(in.id(), name, served, variables, settings);
  }

  /** What AWS prints as {@code StageName} is the same thing; without both it is the file's name. */
  private static @Nullable String name(ObjectJson in) {
    String name = in.text("Name", StageJson::checked);
    String awsName = in.text("StageName", StageJson::checked);
    if (name != null && awsName != null && !name.equals(awsName)) {
      in.problem("StageName", "is not the same as `Name`: keep one of them");
    }
    if (name != null || in.node().has("Name")) {
      return name;
    }
    if (awsName != null || in.node().has("StageName")) {
      return awsName;
    }
    try {
      return checked(usualName(in.id()));
    } catch (IllegalArgumentException e) {
      in.problem("Name", "is missing, and the file's name cannot stand in: " + e.getMessage());
      return null;
    }
  }

  /** The name of a stage whose file does not tell another. */
  static String usualName(String id) {
    return id.equals("default") ? Stage.DEFAULT_NAME : id;
  }

  private static String checked(String name) {
    Stage.checkName(name);
    return name;
  }

  /**
   * AWS prints a deployment for every stage that has ever been deployed, by hand or not; it counts
   * where the stage deploys by hand.
   */
  private static Served served(ObjectJson in, References references) {
    Boolean autoDeploy = in.bool("AutoDeploy");
    boolean isLive =
        Boolean.TRUE.equals(autoDeploy)
            || (!in.node().has("DeploymentId") && !Boolean.FALSE.equals(autoDeploy));
    if (isLive) {
      return new Served.Live(routeIds(in, references.routes()));
    }
    if (!in.node().has("DeploymentId")) {
      routeIds(in, references.routes());
      return new Served.Nothing();
    }
    String deploymentId = in.text("DeploymentId", references.deployments()::bareId);
    ReferencesJson routes =
        deploymentId == null ? null : references.routesOfDeployments().get(deploymentId);
    return routes == null || deploymentId == null
        ? new Served.Nothing()
        : new Served.Snapshot(deploymentId, routeIds(in, routes));
  }

  private static @Nullable List<String> routeIds(ObjectJson in, ReferencesJson routes) {
    Set<String> seen = new HashSet<>();
    return in.texts(
        "Routes",
        reference -> {
          String id = routes.id(reference);
          if (!seen.add(id)) {
            throw new IllegalArgumentException(
                "is %s once more: remove it".formatted(quoted(reference)));
          }
          return id;
        });
  }
}
