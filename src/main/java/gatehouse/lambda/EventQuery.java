package gatehouse.lambda;

import gatehouse.http.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, decoded, for events. */
final class EventQuery {

  private EventQuery() {}

  /** All values by name, both in the order in which they came. */
  static Map<String, List<String>> of(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        if (!parameter.isEmpty()) {
          int equals = parameter.indexOf('=');
          values
              .computeIfAbsent(QueryParameters.name(parameter), name -> new ArrayList<>(1))
              .add(equals < 0 ? "" : QueryParameters.decoded(parameter.substring(equals + 1)));
        }
      }
    }
    return values;
  }
}
