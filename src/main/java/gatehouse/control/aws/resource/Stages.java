package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.LogDestination;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations on stages. AWS: {@code CreateStage} and its like. */
public final class Stages {

  private static final String NAME = "StageName";
  private static final String DEPLOYMENT = "DeploymentId";
  private static final String AUTO_DEPLOY = "AutoDeploy";
  private static final String VARIABLES = "StageVariables";
  private static final String DEFAULT_SETTINGS = "DefaultRouteSettings";
  private static final String SETTINGS = "RouteSettings";
  private static final String DESTINATION = "DestinationArn";
  private static final String ACCESS_LOG = "AccessLogSettings";
  private static final Pattern NAMES = Pattern.compile("\\$default|[A-Za-z0-9_-]{1,128}");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern VARIABLE_VALUE = Pattern.compile("[A-Za-z0-9\\-._~:/?#&=,]*");
  private static final int MOST_VARIABLES = 100;

  private Stages() {}

  /** {@code CreateStage}. */
  public static Reply create(Call call) {
    ApiFiles api = call.api();
    ObjectNode input = Patch.created(Shapes.STAGE.toFile(call.body()));
    String name = JsonTree.text(input, NAME);
    if (name == null || !NAMES.matcher(name).matches()) {
      throw AwsException.badRequest("Stage name only allows a-zA-Z0-9_");
    }
    if (api.stages().containsKey(name)) {
      throw AwsException.conflict("Stage already exists");
    }
    StageFile stage = api.newStage(name);
    boolean isAutomatic = JsonTree.isTrue(input, AUTO_DEPLOY);
    Checks.that(!(isAutomatic && input.has(DEPLOYMENT)), notWithAutoDeploy(name));
    stage.content().setAll(input);
    stage.content().put(AUTO_DEPLOY, isAutomatic);
    TagSet.check(stage.content());
    check(api, stage);
    checkDestination(call, stage, null);
    stage.content().put("CreatedDate", call.time());
    return stored(call, api, stage, isAutomatic);
  }

  /** {@code GetStage}. */
  public static Reply get(Call call) {
    return answer(call.api().stage(call.label("stageName")));
  }

  /** {@code GetStages}. */
  public static Reply list(Call call) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    call.api().stages().forEach((name, stage) -> items.put(name, wire(stage)));
    return Paging.page(call, items);
  }

  /** {@code UpdateStage}: variables and route settings are merged. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    StageFile stage = api.stage(call.label("stageName"));
    boolean wasLive = stage.isLive();
    String destination = destination(stage);
    ObjectNode changes = Shapes.STAGE.toFile(call.body());
    changes.remove(List.of(NAME, TagSet.MEMBER));
    boolean isLive =
        changes.path(AUTO_DEPLOY).isBoolean()
            ? changes.get(AUTO_DEPLOY).booleanValue()
            : wasLive && !changes.has(AUTO_DEPLOY);
    changes.remove(AUTO_DEPLOY);
    Checks.that(
        isLive == wasLive || !JsonTree.isTrue(stage.content(), QuickCreate.MANAGED),
        "Cannot update autoDeploy of a stage that is managed by API Gateway");
    Checks.that(!(isLive && changes.has(DEPLOYMENT)), notWithAutoDeploy(stage.name()));
    Patch.applyToMap(stage.content(), changes, VARIABLES);
    Patch.applyToMap(stage.content(), changes, SETTINGS);
    Patch.apply(stage.content(), changes);
    if (!isLive || wasLive != isLive || stage.content().has(AUTO_DEPLOY)) {
      stage.content().put(AUTO_DEPLOY, isLive);
    }
    check(api, stage);
    checkDestination(call, stage, destination);
    return stored(call, api, stage, isLive && !wasLive);
  }

  /** {@code DeleteStage}. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    StageFile stage = api.stage(call.label("stageName"));
    if (Domains.maps(call.files(), api.id(), stage.name())) {
      throw AwsException.conflict(
          "Cannot delete stage '%s': remove the API mappings for it from your custom domain names"
              .formatted(stage.name()));
    }
    call.files().delete(stage.path());
    return Reply.NONE;
  }

  /** {@code DeleteAccessLogSettings}. */
  public static Reply deleteAccessLog(Call call) {
    ApiFiles api = call.api();
    StageFile stage = api.stage(call.label("stageName"));
    stage.content().remove(ACCESS_LOG);
    stored(call, api, stage, false);
    return Reply.NONE;
  }

  /** {@code DeleteRouteSettings}. */
  public static Reply deleteRouteSettings(Call call) {
    ApiFiles api = call.api();
    StageFile stage = api.stage(call.label("stageName"));
    String key = call.label("routeKey");
    boolean isGone = false;
    for (String member : List.of(SETTINGS, Releases.FORMER_SETTINGS)) {
      ObjectNode settings = JsonTree.objectOf(stage.content(), member);
      isGone = settings.remove(key) != null || isGone;
      if (settings.isEmpty()) {
        stage.content().remove(member);
      }
    }
    if (!isGone) {
      throw unknownRoute(key);
    }
    stored(call, api, stage, false);
    return Reply.NONE;
  }

  /** {@code ResetAuthorizersCache}: what it does about a stage that there is. */
  public static Handler resettingAuthorizers(Handler reset) {
    return call -> {
      call.api().stage(call.label("stageName"));
      return reset.handle(call);
    };
  }

  /** Refuses to give a deployment to a stage that deploys by itself. */
  static void refuseDeployment(StageFile stage) {
    Checks.that(!stage.isLive(), notWithAutoDeploy(stage.name()));
  }

  private static Reply stored(Call call, ApiFiles api, StageFile stage, boolean deploys) {
    stage.content().put("LastUpdatedDate", call.time());
    api.put(stage);
    if (deploys) {
      new Releases(call, api).deploy(List.of(stage));
    }
    return answer(stage);
  }

  private static Reply answer(StageFile stage) {
    return Reply.of(wire(stage));
  }

  private static ObjectNode wire(StageFile stage) {
    ObjectNode shown = JsonTree.object();
    shown.putObject(DEFAULT_SETTINGS);
    shown.putObject(SETTINGS);
    shown.putObject(VARIABLES);
    shown.putObject(TagSet.MEMBER);
    shown.setAll(stage.content().deepCopy());
    shown.put(NAME, stage.name());
    JsonTree.objectOf(shown, SETTINGS)
        .setAll(JsonTree.objectOf(stage.content(), Releases.FORMER_SETTINGS));
    shown.remove(AUTO_DEPLOY);
    if (stage.isLive()) {
      shown.put(AUTO_DEPLOY, true);
    }
    ObjectNode defaults = JsonTree.objectOf(shown, DEFAULT_SETTINGS);
    Resources.usually(defaults, "DetailedMetricsEnabled", false);
    if (shown.path(ACCESS_LOG).isEmpty()) {
      shown.remove(ACCESS_LOG);
    }
    return Shapes.STAGE.toWire(shown);
  }

  private static void check(ApiFiles api, StageFile stage) {
    ObjectNode content = stage.content();
    Checks.description(content);
    String deploymentId = stage.deploymentId();
    if (deploymentId != null) {
      api.require(Kind.DEPLOYMENTS, deploymentId);
    }
    checkAccessLog(JsonTree.objectOf(content, ACCESS_LOG));
    checkVariables(JsonTree.objectOf(content, VARIABLES));
    checkSettings(JsonTree.objectOf(content, DEFAULT_SETTINGS));
    Set<String> keys = routeKeys(api, stage.isLive() ? null : deploymentId);
    for (String member : List.of(SETTINGS, Releases.FORMER_SETTINGS)) {
      ObjectNode settings = JsonTree.objectOf(content, member);
      settings
          .properties()
          .forEach(
              entry -> {
                checkSettings(JsonTree.objectOf(settings, entry.getKey()));
                if (!keys.contains(entry.getKey())) {
                  throw unknownRoute(entry.getKey());
                }
              });
    }
  }

  private static void checkAccessLog(ObjectNode accessLog) {
    String format = JsonTree.text(accessLog, "Format");
    Checks.that(
        format == null
            || format.contains("$context.requestId")
            || format.contains("$context.extendedRequestId"),
        "Access Log format must include either $context.requestId or $context.extendedRequestId");
  }

  private static @Nullable String destination(StageFile stage) {
    return JsonTree.text(JsonTree.objectOf(stage.content(), ACCESS_LOG), DESTINATION);
  }

  /**
   * Refuses files that only the operator may choose.
   *
   * @param before what the stage had, which the operator may have chosen
   */
  private static void checkDestination(Call call, StageFile stage, @Nullable String before) {
    String text = destination(stage);
    if (text == null || text.equals(before)) {
      return;
    }
    LogDestination destination;
    try {
      destination = LogDestination.parse(text);
    } catch (IllegalArgumentException e) {
      throw AwsException.badRequest("Invalid DestinationArn specified: it " + e.getMessage());
    }
    Checks.that(
        call.around().rules().logs().isOpen(destination),
        "Invalid DestinationArn specified: write the ARN of a log group, container, stdout, or file: with a relative path that stays in gatehouse.accessLog.directory and is not the audit log");
  }

  private static void checkVariables(ObjectNode variables) {
    Checks.that(
        variables.size() <= MOST_VARIABLES,
        "A stage can have at most %d stage variables".formatted(MOST_VARIABLES));
    for (var variable : variables.properties()) {
      Checks.that(
          VARIABLE_NAME.matcher(variable.getKey()).matches(),
          "Invalid stage variable name %s. Please use alphanumeric characters and underscores."
              .formatted(variable.getKey()));
      Checks.that(
          VARIABLE_VALUE.matcher(variable.getValue().asText()).matches(),
          "Invalid stage variable value of key %s. Please use values with alphanumeric characters and the symbols -._~:/?#&=,"
              .formatted(variable.getKey()));
    }
  }

  private static void checkSettings(ObjectNode settings) {
    String level = JsonTree.text(settings, "LoggingLevel");
    Checks.that(
        (level == null || level.equals("OFF")) && !JsonTree.isTrue(settings, "DataTraceEnabled"),
        "Execution logs are not supported on protocolType HTTP");
  }

  /** Of the API as it is now, and of the deployment that the stage serves. */
  private static Set<String> routeKeys(ApiFiles api, @Nullable String deploymentId) {
    Set<String> keys = new TreeSet<>();
    api.all(Kind.ROUTES).values().forEach(route -> keys.add(route.path(Routes.KEY).asText()));
    ObjectNode deployment = deploymentId == null ? null : api.find(Kind.DEPLOYMENTS, deploymentId);
    if (deployment != null) {
      for (JsonNode route : deployment.path("Routes")) {
        keys.add(route.path(Routes.KEY).asText());
      }
    }
    return keys;
  }

  private static AwsException unknownRoute(String key) {
    return AwsException.notFound(
        "Unable to find Route by key %s within the provided RouteSettings".formatted(key));
  }

  private static String notWithAutoDeploy(String name) {
    return "Deployment ID cannot be set on this stage %s because AutoDeploy is enabled"
        .formatted(name);
  }
}
