package gatehouse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage serves.
 *
 * <p>AWS: {@code AutoDeploy} and {@code DeploymentId} of {@code Stage}.
 */
public sealed interface Served {

  /**
   * What the files say now.
   *
   * @param routeIds the routes; null for all that there are
   */
  record Live(@Nullable List<String> routeIds) implements Served {

    /** All routes that there are. */
    public static final Live ALL = new Live(null);

    /** With a copy of this list. */
    public Live {
      routeIds = routeIds == null ? null : List.copyOf(routeIds);
    }
  }

  /**
   * What the files said when a deployment was made.
   *
   * @param deploymentId of that deployment
   */
  record Snapshot(String deploymentId) implements Served {}
}
