package gatehouse.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage serves.
 *
 * <p>AWS: {@code AutoDeploy} and {@code DeploymentId} of {@code Stage}.
 */
public sealed interface Served {

  /** The ids of the routes; null for all that there are. */
  @Nullable List<String> routeIds();

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
   * @param routeIds the routes, also such as only other releases have: going back to a deployment
   *     must not fail on what is newer than it; null for all that the deployment has
   */
  record Snapshot(String deploymentId, @Nullable List<String> routeIds) implements Served {

    /** With a copy of this list. */
    public Snapshot {
      routeIds = routeIds == null ? null : List.copyOf(routeIds);
    }
  }

  /** Nothing: the stage deploys by hand, and nobody has. */
  record Nothing() implements Served {

    @Override
    public List<String> routeIds() {
      return List.of();
    }
  }
}
