package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;

/** The operations on deployments. AWS: {@code CreateDeployment} and its like. */
public final class Deployments {

  private static final String DESCRIPTION = "Description";

  private Deployments() {}

  /** {@code CreateDeployment}; a stage that is named goes over to it. */
  public static Reply create(Call call) {
    ApiFiles api = call.api();
    ObjectNode input = Patch.created(Kind.DEPLOYMENTS.shape().toFile(call.body()));
    Checks.description(input);
    String stageName = JsonTree.text(input, "StageName");
    StageFile stage = stageName == null ? null : api.stage(stageName);
    if (stage != null) {
      Stages.refuseDeployment(stage);
    }
    String id = new Releases(call, api).deployment(JsonTree.text(input, DESCRIPTION));
    if (stage != null) {
      stage.content().put("DeploymentId", id);
      stage.content().put("LastUpdatedDate", call.time());
      api.put(stage);
    }
    return answer(api, id);
  }

  /** {@code GetDeployment}. */
  public static Reply get(Call call) {
    return Resources.get(call, Kind.DEPLOYMENTS, Deployments::complete);
  }

  /** {@code GetDeployments}. */
  public static Reply list(Call call) {
    return Resources.list(call, Kind.DEPLOYMENTS, Deployments::complete);
  }

  /** {@code UpdateDeployment}: its description, all else of it never changes. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    String id = call.label("deploymentId");
    ObjectNode deployment = api.require(Kind.DEPLOYMENTS, id);
    ObjectNode input = Kind.DEPLOYMENTS.shape().toFile(call.body());
    Patch.apply(deployment, input.retain(DESCRIPTION));
    Checks.description(deployment);
    return Resources.stored(api, Kind.DEPLOYMENTS, id, deployment, Deployments::complete);
  }

  /** {@code DeleteDeployment}: not while a stage has it. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    String id = call.label("deploymentId");
    api.require(Kind.DEPLOYMENTS, id);
    Checks.that(
        api.stages().values().stream().noneMatch(stage -> id.equals(stage.deploymentId())),
        "Active stages pointing to this deployment must be moved or deleted");
    api.delete(Kind.DEPLOYMENTS, id);
    return Reply.NONE;
  }

  /**
   * Deploys the changes of an API that the workspace has held, to all stages that deploy by
   * themselves; does nothing when the API has gone.
   */
  public static void deployHeld(Call call) {
    ApiFiles api = ApiFiles.all(call.files()).get(call.label("apiId"));
    if (api != null) {
      new Releases(call, api).changed();
    }
  }

  private static Reply answer(ApiFiles api, String id) {
    return Reply.of(
        Resources.wire(
            Kind.DEPLOYMENTS, id, api.require(Kind.DEPLOYMENTS, id), Deployments::complete));
  }

  private static void complete(ObjectNode deployment) {
    Resources.usually(deployment, "AutoDeployed", false);
    Resources.usually(deployment, "DeploymentStatus", "DEPLOYED");
  }
}
