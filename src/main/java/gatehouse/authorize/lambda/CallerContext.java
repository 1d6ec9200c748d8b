package gatehouse.authorize.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code context} that a function tells of its caller: for events with the types that its
 * values have in JSON, and for {@code $context.authorizer.KEY} as text – strings bare, numbers as
 * they were written, all else as JSON, and null like what is not there. Immutable.
 *
 * <p>AWS: "Control access to HTTP APIs with AWS Lambda authorizers"; arrays and maps are in its
 * examples of format 2.0, with policies and without.
 *
 * @param values for events
 * @param texts for variables
 */
record CallerContext(Map<String, Object> values, Map<String, String> texts) {

  /** AWS: format 1.0 must not have it, as JWT authorizers tell their claims there. */
  private static final String CLAIMS = "claims";

  /**
   * Reads a context.
   *
   * @param node null when the function tells none
   * @param nested whether arrays and maps may be in it, as in format 2.0
   * @throws AuthorizerFailure when it is none
   */
  static CallerContext of(@Nullable JsonNode node, boolean nested) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    if (node == null || node.isNull()) {
      return new CallerContext(values, texts);
    }
    if (!node.isObject()) {
      throw new AuthorizerFailure("the function's answer has a context that is no object");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode value = entry.getValue();
      if (!nested && entry.getKey().equals(CLAIMS)) {
        throw new AuthorizerFailure("the function's answer has claims in its context");
      }
      if (!nested && value.isContainerNode()) {
        throw new AuthorizerFailure(
            "the function's answer has an array or an object in its context");
      }
      putNullable(values, entry.getKey(), java(value));
      if (!value.isNull()) {
        texts.put(entry.getKey(), value.isTextual() ? value.textValue() : AnswerJson.text(value));
      }
    }
    return new CallerContext(values, texts);
  }

  private static @Nullable Object java(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(entry -> putNullable(map, entry.getKey(), java(entry.getValue())));
      return Collections.unmodifiableMap(map);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>(node.size());
      node.forEach(item -> list.add(java(item)));
      return Collections.unmodifiableList(list);
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.textValue();
  }

  /** The maps of {@link gatehouse.http.Caller.Authorized} hold JSON's null as Java's. */
  @SuppressWarnings("NullAway") // Map has no way to say so without changing all who read it.
  private static void putNullable(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }

  /** The names only. */
  @Override
  public String toString() {
    return "CallerContext" + values.keySet();
  }
}
