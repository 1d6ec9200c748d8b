package gatehouse.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter mappings of an integration. Immutable.
 *
 * @param request as the operator wrote them
 * @param responses by the integration's status, 200 to 599
 */
public record ParameterMappings(
    List<ParameterMapping> request, Map<Integer, List<ParameterMapping>> responses) {

  /** Nothing is changed. */
  public static final ParameterMappings NONE = new ParameterMappings(List.of(), Map.of());

  /** With copies of these collections. */
  public ParameterMappings {
    request = List.copyOf(request);
    Map<Integer, List<ParameterMapping>> copy = new TreeMap<>();
    responses.forEach((status, mappings) -> copy.put(status, List.copyOf(mappings)));
    responses = Collections.unmodifiableMap(copy);
  }
}
