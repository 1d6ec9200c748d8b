package gatehouse.control.aws;

import gatehouse.control.aws.resource.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the management API. Immutable.
 *
 * @param name as AWS's service model has it
 * @param method of HTTP
 * @param template the segments of the path; those in braces are labels
 * @param status of its answer
 * @param changes whether it changes anything
 * @param handler does it
 */
record Operation(
    String name,
    String method,
    List<String> template,
    int status,
    boolean changes,
    Handler handler) {

  /** Labels that take all that is left of a path: what they stand for has slashes in it. */
  private static final List<String> GREEDY =
      List.of("{resource-arn}", "{routeKey}", "{requestParameterKey}");

  private static final int USUAL_BODY = 1 << 20;
  private static final int LARGEST_BODY = 16 << 20;

  /** An operation at a path such as {@code GET /v2/apis/{apiId}}. */
  static Operation at(String name, String place, int status, boolean changes, Handler handler) {
    int space = place.indexOf(' ');
    return new Operation(
        name,
        place.substring(0, space),
        List.of(place.substring(space + 2).split("/")),
        status,
        changes,
        handler);
  }

  /** The most bytes that its request may have: a whole document, or one resource. */
  int largestBody() {
    return takesDocument() ? LARGEST_BODY : USUAL_BODY;
  }

  /** Whether its request is a whole document, as the text {@code body}. */
  boolean takesDocument() {
    return name.endsWith("mportApi");
  }

  /**
   * The labels in a path.
   *
   * @param segments decoded
   * @return null when it is not the path of this operation
   */
  @Nullable Map<String, String> labels(List<String> segments) {
    int last = template.size() - 1;
    boolean isGreedy = GREEDY.contains(template.get(last));
    if (isGreedy ? segments.size() <= last : segments.size() != template.size()) {
      return null;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i <= last; i++) {
      String part = template.get(i);
      String segment =
          i == last && isGreedy
              ? String.join("/", segments.subList(i, segments.size()))
              : segments.get(i);
      if (part.startsWith("{")) {
        labels.put(part.substring(1, part.length() - 1), segment);
      } else if (!part.equals(segment)) {
        return null;
      }
    }
    return labels;
  }
}
