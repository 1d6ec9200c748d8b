package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.DeploymentJson;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes deployments: those that are asked for, and those of stages that deploy by themselves. Such
 * a stage serves the files as they are; with each change that is made here it gets a snapshot of
 * them, too, so that it can go back. Snapshots that no stage has any more go away: all but the
 * newest, and some older ones that were in service for a while.
 */
final class Releases {

  private static final String NO_ROUTES =
      "Unable to deploy API because no routes exist in this API";
  private static final String AUTOMATIC =
      "Automatic deployment triggered by changes to the Api configuration";
  private static final String MESSAGE = "LastDeploymentStatusMessage";
  private static final String AUTO_DEPLOYED = "AutoDeployed";
  private static final String CREATED = "CreatedDate";
  private static final String SETTINGS = "RouteSettings";

  /** Settings of routes that were deleted, which no route heeds. */
  static final String FORMER_SETTINGS = "FormerRouteSettings";

  private static final int NEWEST_KEPT = 10;
  private static final int LASTING_KEPT = 10;
  private static final Duration LASTING = Duration.ofMinutes(1);

  private final Call call;
  private final ApiFiles api;

  Releases(Call call, ApiFiles api) {
    this.call = call;
    this.api = api;
  }

  /** The routes, integrations, authorizers or the CORS configuration have changed. */
  void changed() {
    List<StageFile> live = api.stages().values().stream().filter(StageFile::isLive).toList();
    Set<String> keys = routeKeys();
    live.forEach(stage -> settle(stage.content(), keys));
    deploy(live);
  }

  /** Deploys to stages that serve the files as they are, and writes them. */
  void deploy(Collection<StageFile> live) {
    if (live.isEmpty()) {
      return;
    }
    if (api.files().holdsDeploymentOf(api.id())) {
      live.forEach(api::put);
      return;
    }
    boolean hasRoutes = !api.all(Kind.ROUTES).isEmpty();
    String id = hasRoutes ? snapshot(AUTOMATIC, true) : null;
    for (StageFile stage : live) {
      stage.content().put("AutoDeploy", true);
      if (id == null) {
        stage.content().put(MESSAGE, "Deployment attempt failed: " + NO_ROUTES);
      } else {
        stage.content().put("DeploymentId", id);
        stage
            .content()
            .put(MESSAGE, "Successfully deployed stage with deployment ID '%s'".formatted(id));
      }
      stage.content().put("LastUpdatedDate", call.time());
      api.put(stage);
    }
    prune();
  }

  /**
   * A deployment that was asked for.
   *
   * @return its id
   */
  String deployment(@Nullable String description) {
    if (api.all(Kind.ROUTES).isEmpty()) {
      throw AwsException.badRequest(NO_ROUTES);
    }
    return snapshot(description, false);
  }

  private String snapshot(@Nullable String description, boolean isAutomatic) {
    String id = api.freshId(Kind.DEPLOYMENTS, call.around().ids());
    ObjectNode snapshot =
        Objects.requireNonNull(
            JsonTree.parse(
                DeploymentJson.snapshot(
                        api.files().files(), api.prefix(), id, description, call.around().now())
                    .getBytes(StandardCharsets.UTF_8)));
    // To the millisecond, other than in answers: which came first matters when some have to go.
    snapshot.put(CREATED, call.time());
    if (isAutomatic) {
      snapshot.put(AUTO_DEPLOYED, true);
    }
    api.put(Kind.DEPLOYMENTS, id, snapshot);
    return id;
  }

  private Set<String> routeKeys() {
    Set<String> keys = new HashSet<>();
    for (ObjectNode route : api.all(Kind.ROUTES).values()) {
      String key = JsonTree.text(route, "RouteKey");
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * On AWS a stage keeps the settings of a route that is deleted, and they hold again for a new one
   * of the same key. Here they are set aside, since settings that nobody heeds are refused in
   * files.
   */
  private static void settle(ObjectNode stage, Set<String> keys) {
    ObjectNode settings = JsonTree.objectOf(stage, SETTINGS);
    ObjectNode former = JsonTree.objectOf(stage, FORMER_SETTINGS);
    move(settings, former, key -> !keys.contains(key));
    move(former, settings, keys::contains);
    set(stage, SETTINGS, settings);
    set(stage, FORMER_SETTINGS, former);
  }

  private static void move(ObjectNode from, ObjectNode to, Predicate<String> which) {
    for (var entry : List.copyOf(from.properties())) {
      if (which.test(entry.getKey())) {
        to.set(entry.getKey(), entry.getValue());
        from.remove(entry.getKey());
      }
    }
  }

  private static void set(ObjectNode stage, String member, ObjectNode value) {
    if (value.isEmpty()) {
      stage.remove(member);
    } else {
      stage.set(member, value);
    }
  }

  /** One after another, the newest first. */
  private void prune() {
    Set<String> used = new HashSet<>();
    api.stages().values().forEach(stage -> used.add(Objects.toString(stage.deploymentId())));
    List<Map.Entry<String, ObjectNode>> automatic =
        api.all(Kind.DEPLOYMENTS).entrySet().stream()
            .filter(entry -> JsonTree.isTrue(entry.getValue(), AUTO_DEPLOYED))
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, ObjectNode> entry) -> created(entry.getValue()))
                    .reversed())
            .toList();
    int newest = 0;
    int lasting = 0;
    Instant next = call.around().now();
    for (Map.Entry<String, ObjectNode> entry : automatic) {
      Instant created = created(entry.getValue());
      boolean lasted = Duration.between(created, next).compareTo(LASTING) >= 0;
      next = created;
      if (used.contains(entry.getKey())) {
        continue;
      }
      if (newest < NEWEST_KEPT) {
        newest++;
      } else if (lasted && lasting < LASTING_KEPT) {
        lasting++;
      } else {
        api.delete(Kind.DEPLOYMENTS, entry.getKey());
      }
    }
  }

  private static Instant created(ObjectNode deployment) {
    try {
      return Instant.parse(Objects.toString(JsonTree.text(deployment, CREATED)));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
