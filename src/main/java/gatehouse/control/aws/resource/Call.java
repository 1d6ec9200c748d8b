package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is asked.
 *
 * @param labels of the path, decoded, by name
 * @param query as sent; null when there is none
 * @param body empty when there is none
 * @param files that it works on
 * @param around what else it needs to know
 */
public record Call(
    Map<String, String> labels,
    @Nullable String query,
    ObjectNode body,
    Workspace files,
    Around around) {

  /**
   * What holds for any operation.
   *
   * @param now when the request came
   * @param ids makes ids of new resources
   * @param rules what the operator has set
   * @param base URL under which this deployment is reached, without a slash at its end
   */
  public record Around(Instant now, Ids ids, Rules rules, String base) {}

  /** A label of the path. */
  public String label(String name) {
    return Objects.requireNonNull(labels.get(name), name);
  }

  /** A parameter of the query; null when it is absent. */
  @Nullable String parameter(String name) {
    List<String> values = QueryParameters.values(query, name);
    return values.isEmpty() ? null : values.get(0);
  }

  /** The API that the path names. */
  ApiFiles api() {
    return ApiFiles.require(this, label("apiId"));
  }

  /** Now, as files have it. */
  String time() {
    return around.now().toString();
  }
}
