package gatehouse.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a part of a JSON document: {@code .name}, {@code ['name']}, {@code [0]}, {@code [1:3]},
 * {@code [*]} and {@code .*}, one behind the other. Immutable.
 *
 * <p>AWS: "JSONPath expressions; recursive descent ({@code ..}) and filter expressions ({@code
 * ?(expression)}) aren't supported". It documents no negative positions, so there are none.
 */
final class JsonPath {

  private static final int MOST_STEPS = 100;

  /** A step: one alternative each. */
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>[^\\s.\\[\\]{}'\"()*?@,$]+)"
              + "|\\['(?<single>[^']+)'\\]"
              + "|\\[\"(?<double>[^\"]+)\"\\]"
              + "|\\[(?<index>[0-9]{1,6})\\]"
              + "|\\[(?<start>[0-9]{0,6}):(?<end>[0-9]{0,6})\\]"
              + "|(?<all>\\.\\*|\\[\\*\\])");

  private final List<Step> steps;
  private final boolean several;

  private JsonPath(List<Step> steps, boolean several) {
    this.steps = List.copyOf(steps);
    this.several = several;
  }

  /** Adds what it finds in a node. */
  private interface Step {
    void find(JsonNode node, List<JsonNode> found);
  }

  /**
   * Reads a path.
   *
   * @param text what follows {@code $request.body}
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static JsonPath parse(String text) {
    refuseUnsupported(text);
    List<Step> steps = new ArrayList<>();
    boolean several = false;
    Matcher matcher = STEP.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.region(at, text.length()).lookingAt() || steps.size() == MOST_STEPS) {
        throw new IllegalArgumentException(
            "has a JSONPath that is not understood at `%s`: write `.name`, `['name']`, `[0]`, `[0:2]` or `[*]`, one behind the other"
                .formatted(text.substring(at)));
      }
      several |= matcher.group("all") != null || matcher.group("start") != null;
      steps.add(step(matcher));
      at = matcher.end();
    }
    return new JsonPath(steps, several);
  }

  /**
   * What it finds; what several parts match is an array of them.
   *
   * @return null when there is nothing
   */
  @Nullable JsonNode find(JsonNode document) {
    List<JsonNode> found = document.isMissingNode() ? List.of() : List.of(document);
    for (Step step : steps) {
      List<JsonNode> next = new ArrayList<>();
      found.forEach(node -> step.find(node, next));
      found = next;
    }
    if (found.isEmpty()) {
      return null;
    }
    if (!several) {
      return found.get(0);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode(found.size());
    return array.addAll(found);
  }

  private static void refuseUnsupported(String text) {
    if (text.contains("..")) {
      throw new IllegalArgumentException(
          "has a JSONPath with `..`, which AWS does not support: name each step");
    }
    if (text.contains("?(") || text.contains("[?")) {
      throw new IllegalArgumentException(
          "has a JSONPath with a filter, `?()`, which AWS does not support: write a position such"
              + " as `[0]`");
    }
    if (text.contains("[-") || text.contains(":-")) {
      throw new IllegalArgumentException(
          "has a JSONPath with a negative position, which AWS does not document: count from the"
              + " start, which is `[0]`");
    }
  }

  private static Step step(Matcher matcher) {
    String index = matcher.group("index");
    String start = matcher.group("start");
    if (index != null) {
      return slice(Integer.parseInt(index), Integer.parseInt(index) + 1);
    }
    if (start != null) {
      String end = matcher.group("end");
      return slice(
          start.isEmpty() ? 0 : Integer.parseInt(start),
          end.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(end));
    }
    if (matcher.group("all") != null) {
      return (node, found) -> node.forEach(found::add);
    }
    String name = matcher.group("name");
    String single = matcher.group("single");
    return member(name != null ? name : single != null ? single : matcher.group("double"));
  }

  private static Step member(String name) {
    return (node, found) -> {
      JsonNode value = node.get(name);
      if (value != null) {
        found.add(value);
      }
    };
  }

  private static Step slice(int start, int end) {
    return (node, found) -> {
      if (node.isArray()) {
        for (int i = start; i < Math.min(end, node.size()); i++) {
          found.add(node.get(i));
        }
      }
    };
  }
}
