package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * A stage and its file.
 *
 * @param path of the file
 * @param id the file's name without {@code .json}
 * @param content may be changed
 */
record StageFile(String path, String id, ObjectNode content) {

  /** Its name: what the file says, else the file's own. */
  String name() {
    String name = JsonTree.text(content, "Name");
    if (name == null) {
      name = JsonTree.text(content, "StageName");
    }
    return name != null ? name : id.equals("default") ? "$default" : id;
  }

  /**
   * Whether it serves the files as they are. One that says neither {@code AutoDeploy} nor {@code
   * DeploymentId} does, too.
   */
  boolean isLive() {
    return content.path("AutoDeploy").isBoolean()
        ? content.path("AutoDeploy").booleanValue()
        : !content.has("DeploymentId");
  }

  /** Null when it has never been deployed. */
  @Nullable String deploymentId() {
    return JsonTree.text(content, "DeploymentId");
  }
}
