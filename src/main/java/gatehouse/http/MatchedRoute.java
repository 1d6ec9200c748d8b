package gatehouse.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The route that answers a request, as the later steps need it. Made once per route, when the
 * configuration is compiled. Immutable.
 *
 * @param key as AWS writes it: {@code GET /pets/{id}} or {@code $default}
 * @param variableNames of the path, in their order; a greedy one without its plus sign
 * @param values finds their values
 */
public record MatchedRoute(String key, List<String> variableNames, Values values) {

  /** With a copy of these names. */
  public MatchedRoute {
    variableNames = List.copyOf(variableNames);
  }

  /** The values of the variables of a path that the route matches. */
  public interface Values {

    /**
     * One value, decoded.
     *
     * @param decodedPath without the stage
     * @return null when the route has no such variable
     */
    @Nullable String of(String name, String decodedPath);
  }
}
