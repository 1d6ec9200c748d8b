package gatehouse.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What parameter mapping changes in the request that an integration gets. Immutable.
 *
 * @param headers in the order in which they are to be applied
 * @param query likewise; names and values decoded
 * @param path the whole path to call instead, decoded and checked as {@link RequestPath} does; null
 *     to leave it
 */
public record RequestChanges(List<Change> headers, List<Change> query, @Nullable String path) {

  /** Nothing is changed. */
  public static final RequestChanges NONE = new RequestChanges(List.of(), List.of(), null);

  /** With copies of these lists. */
  public RequestChanges {
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }

  /** What is done to a name's values. */
  public enum Operation {
    /** One value more, behind those that are there. */
    APPEND,
    /** This value instead of those that are there. */
    OVERWRITE,
    /** No value any more. */
    REMOVE
  }

  /**
   * One change.
   *
   * @param value empty for {@link Operation#REMOVE}
   */
  public record Change(Operation operation, String name, String value) {

    /** Without the value, which may be secret. */
    @Override
    public String toString() {
      return operation + " " + name;
    }
  }

  /** Without values, which may be secret. */
  @Override
  public String toString() {
    return "RequestChanges[headers=%s, query=%s, path=%s]"
        .formatted(headers, query, path == null ? "kept" : "replaced");
  }
}
