package gatehouse.mapping;

import gatehouse.config.ParameterMapping;
import gatehouse.config.ParameterMappings;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the parameter mappings of integrations. Immutable. */
public final class Mappings {

  /** AWS's quota for payloads, 10 MB. */
  public static final int USUAL_LARGEST_BODY = 10 * 1024 * 1024;

  /** What is removed goes first, so that a value can be removed and another one appended. */
  private static final Comparator<ParameterMapping> ORDER =
      Comparator.comparing(ParameterMapping::operation).reversed();

  private final int largestBody;

  /**
   * A compiler.
   *
   * @param largestBody in bytes that is read into memory for an expression to look into
   */
  public Mappings(int largestBody) {
    this.largestBody = largestBody;
  }

  /** What is done to requests; null for nothing. */
  public @Nullable RequestMapping request(ParameterMappings mappings) {
    return mappings.request().isEmpty() ? null : new MappedRequests(mappings, largestBody);
  }

  /** What is done to responses; null for nothing. */
  public @Nullable ResponseMapping response(ParameterMappings mappings) {
    return mappings.responses().values().stream().allMatch(list -> list.isEmpty())
        ? null
        : new MappedResponses(mappings, largestBody);
  }

  /**
   * Mappings in the order in which they are made: removals, then what overwrites, then what
   * appends. The objects that AWS writes them in have no order.
   */
  static List<ParameterMapping> ordered(List<ParameterMapping> mappings) {
    return mappings.stream().sorted(ORDER).toList();
  }
}
