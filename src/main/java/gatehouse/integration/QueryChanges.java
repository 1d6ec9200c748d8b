package gatehouse.integration;

import gatehouse.http.QueryParameters;
import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of parameter mapping to a query string. Parameters that no change names stay as
 * they came, byte for byte and in their order; new values are encoded so that each stays one value.
 */
final class QueryChanges {

  private QueryChanges() {}

  /**
   * The query after these changes, made one after the other. An overwriting value takes the place
   * of the first one that it replaces, others stand at the end.
   *
   * @param query as the client sent it; null when there is none
   * @return null when nothing is left
   */
  static @Nullable String applied(@Nullable String query, List<Change> changes) {
    if (changes.isEmpty()) {
      return query;
    }
    List<String> parameters = new ArrayList<>();
    if (query != null && !query.isEmpty()) {
      parameters.addAll(Arrays.asList(query.split("&", -1)));
    }
    changes.forEach(change -> apply(change, parameters));
    return parameters.isEmpty() ? null : String.join("&", parameters);
  }

  private static void apply(Change change, List<String> parameters) {
    int place = parameters.size();
    if (change.operation() != Operation.APPEND) {
      for (int i = parameters.size() - 1; i >= 0; i--) {
        String parameter = parameters.get(i);
        if (!parameter.isEmpty() && QueryParameters.name(parameter).equals(change.name())) {
          parameters.remove(i);
          place = i;
        }
      }
    }
    if (change.operation() != Operation.REMOVE) {
      parameters.add(Math.min(place, parameters.size()), written(change));
    }
  }

  private static String written(Change change) {
    StringBuilder parameter = new StringBuilder();
    PercentEncoding.QUERY_VALUE.append(change.name(), parameter);
    PercentEncoding.QUERY_VALUE.append(change.value(), parameter.append('='));
    return parameter.toString();
  }
}
