package gatehouse.routing;

import gatehouse.http.Refusal;
import gatehouse.http.RequestPath;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API mappings of one custom domain. Immutable, for any number of threads.
 *
 * <p>AWS ("API mappings for HTTP APIs"): the longest key that the path begins with, in whole
 * segments, whatever routes its API has; else the mapping without a key. A search looks only at
 * beginnings that are as long as some key.
 *
 * @param <T> what a stage leads to
 */
public final class MappingTable<T> {

  /**
   * What a domain answers when no mapping matches. AWS does not say; 403 is reported more often.
   */
  private static final Supplier<Refusal> NO_MAPPING = Refusal::forbidden;

  private final Map<String, T> byKey;
  private final int[] lengths;
  private final @Nullable T otherwise;

  /**
   * A table.
   *
   * @param mappings by key, without slashes at its ends; the empty key is for all other paths
   */
  public MappingTable(Map<String, ? extends T> mappings) {
    byKey = new HashMap<>(mappings);
    otherwise = byKey.remove("");
    TreeSet<Integer> longestFirst = new TreeSet<>(Collections.reverseOrder());
    byKey.keySet().forEach(key -> longestFirst.add(key.length()));
    lengths = longestFirst.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The stage of a request.
   *
   * @throws Refusal when no mapping matches
   */
  EndpointTable.Selection<T> select(RequestPath path) {
    String text = path.decoded();
    for (int length : lengths) {
      int end = 1 + length;
      if (text.length() == end || (text.length() > end && text.charAt(end) == '/')) {
        String key = text.substring(1, end);
        T stage = byKey.get(key);
        if (stage != null) {
          RequestPath below = Objects.requireNonNull(path.below(text.substring(0, end)));
          return new EndpointTable.Selection<>(stage, key, below);
        }
      }
    }
    if (otherwise == null) {
      throw NO_MAPPING.get();
    }
    return new EndpointTable.Selection<>(otherwise, "", path);
  }
}
