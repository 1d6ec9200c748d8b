package gatehouse.routing;

import gatehouse.http.RequestPath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages of an API: which of them a request is for, and what is left of its path. Immutable,
 * for any number of threads.
 *
 * <p>AWS ("Stages for HTTP APIs", "Develop routes for HTTP APIs"): the stage that the first segment
 * of the path names, else {@code $default}, whose path is the whole one. A deployment whose context
 * path ends with the name of a stage is that stage: everything below the context is the route's.
 *
 * @param <T> what a stage leads to
 */
public final class StageTable<T> {

  private static final String DEFAULT = "$default";

  private final Map<String, T> named;
  private final @Nullable T ofContext;
  private final @Nullable T otherwise;

  /**
   * A table.
   *
   * @param stages by name, {@code $default} among them where there is one
   * @param contextPath of the deployment: empty, or it starts with a slash
   */
  public StageTable(Map<String, ? extends T> stages, String contextPath) {
    named = new HashMap<>(stages);
    otherwise = named.remove(DEFAULT);
    ofContext = named.get(contextPath.substring(contextPath.lastIndexOf('/') + 1));
  }

  /**
   * The stage of a request.
   *
   * @param path the path below the deployment's context
   * @return null when no stage is meant and there is no {@code $default}
   */
  public @Nullable Selection<T> select(RequestPath path) {
    if (ofContext != null) {
      return new Selection<>(ofContext, path);
    }
    String segment = path.firstSegment();
    T stage = named.get(segment);
    RequestPath below = stage == null ? null : path.below('/' + segment);
    if (stage != null && below != null) {
      return new Selection<>(stage, below);
    }
    return otherwise == null ? null : new Selection<>(otherwise, path);
  }

  /**
   * A stage, and the path that its routes see.
   *
   * @param stage what the stage leads to
   * @param path the path without the stage; {@code /} when nothing is left
   */
  public record Selection<T>(T stage, RequestPath path) {}
}
