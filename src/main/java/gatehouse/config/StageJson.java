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
          .read("Name", "Routes", "StageVariables", "StageName", AccessLogSettingsJson.PROPERTY)
          .read("DefaultRouteSettings", "RouteSettings")
          .only("AutoDeploy", true)
          .ignored(
              "ApiGatewayManaged",
              "ApiId",
              "CreatedDate",
              "DeploymentId",
              "Description",
              "LastDeploymentStatusMessage",
              "LastUpdatedDate",
              "Tags")
          .unsupported("ClientCertificateId");

  private StageJson() {}

  /** A stage; null when it cannot even have a name. */
  static @Nullable Stage read(ObjectJson in, ReferencesJson routes) {
    PROPERTIES.check(in);
    List<String> routeIds = routeIds(in, routes);
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
    return name == null
        ? null
        : new Stage(in.id(), name, new Served.Live(routeIds), variables, settings);
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
    String id = in.id().equals("default") ? Stage.DEFAULT_NAME : in.id();
    try {
      return checked(id);
    } catch (IllegalArgumentException e) {
      in.problem("Name", "is missing, and the file's name cannot stand in: " + e.getMessage());
      return null;
    }
  }

  private static String checked(String name) {
    Stage.checkName(name);
    return name;
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
