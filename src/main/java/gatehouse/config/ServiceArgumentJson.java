package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ServiceParameter.Kind;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the value of a service's parameter. What is wrong for every request is told here.
 *
 * <p>Throughout, what is wrong is an IllegalArgumentException with fault and remedy, for the
 * operator to read.
 */
final class ServiceArgumentJson {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)|[0-9]{1,18}([.][0-9]+)?");
  private static final String DATA_TYPE = "DataType";
  private static final String TEXT_VALUE = "StringValue";
  private static final String BINARY_VALUE = "BinaryValue";
  private static final Set<String> MEMBERS = Set.of(DATA_TYPE, TEXT_VALUE, BINARY_VALUE);
  private static final Pattern TYPES = Pattern.compile("(String|Number|Binary)(\\..*)?");

  private ServiceArgumentJson() {}

  static ServiceArgument parse(ServiceParameter parameter, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("has no value: write one, or remove it");
    }
    String trimmed = text.strip();
    if (parameter.kind() == Kind.ATTRIBUTES && trimmed.startsWith("{")) {
      return attributes(trimmed);
    }
    if (parameter.kind() == Kind.TEXTS && trimmed.startsWith("[")) {
      return texts(trimmed);
    }
    Expression value = expression(text);
    String constant = value.constant();
    if (constant != null) {
      check(parameter, constant);
    }
    return new ServiceArgument.Value(value);
  }

  private static void check(ServiceParameter parameter, String constant) {
    switch (parameter.kind()) {
      case WHOLE_NUMBER -> {
        boolean fits =
            NUMBER.matcher(constant).matches()
                && Integer.parseInt(constant) >= parameter.least()
                && Integer.parseInt(constant) <= parameter.most();
        if (!fits) {
          throw new IllegalArgumentException(
              "is %s: write a whole number from %d to %d, in quotes"
                  .formatted(quoted(constant), parameter.least(), parameter.most()));
        }
      }
      case TIME -> {
        if (!TIME.matcher(constant).matches()) {
          throw new IllegalArgumentException(
              "is %s, which is no time: write a variable, or one such as `2026-01-02T03:04:05Z`"
                  .formatted(quoted(constant)));
        }
      }
      case ATTRIBUTES -> throw noAttributes();
      case TEXT, BYTES, TEXTS -> {}
    }
  }

  private static ServiceArgument texts(String text) {
    if (!(DocumentJson.value(text) instanceof ArrayNode list)) {
      throw noList();
    }
    List<Expression> values = new ArrayList<>();
    for (JsonNode value : list) {
      if (!value.isTextual()) {
        throw noList();
      }
      values.add(expression(value.textValue()));
    }
    return new ServiceArgument.Texts(values);
  }

  private static ServiceArgument attributes(String text) {
    if (!(DocumentJson.value(text) instanceof ObjectNode object) || object.isEmpty()) {
      throw noAttributes();
    }
    Map<String, Map<String, Expression>> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      attributes.put(entry.getKey(), attribute(entry.getKey(), entry.getValue()));
    }
    return new ServiceArgument.Attributes(attributes);
  }

  private static Map<String, Expression> attribute(String name, JsonNode attribute) {
    Map<String, Expression> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : attribute.properties()) {
      if (!MEMBERS.contains(member.getKey()) || !member.getValue().isTextual()) {
        throw new IllegalArgumentException(
            "has an attribute %s with %s: write the strings `DataType` and `StringValue` or `BinaryValue`"
                .formatted(quoted(name), quoted(member.getKey())));
      }
      members.put(member.getKey(), expression(member.getValue().textValue()));
    }
    Expression type = members.get(DATA_TYPE);
    if (type == null || members.containsKey(TEXT_VALUE) == members.containsKey(BINARY_VALUE)) {
      throw new IllegalArgumentException(
          "has an attribute %s without `DataType`, or without one of `StringValue` and `BinaryValue`: add it"
              .formatted(quoted(name)));
    }
    String constant = type.constant();
    if (constant != null && !TYPES.matcher(constant).matches()) {
      throw new IllegalArgumentException(
          "has an attribute %s whose `DataType` is %s: write `String`, `Number` or `Binary`"
              .formatted(quoted(name), quoted(constant)));
    }
    return members;
  }

  private static Expression expression(String text) {
    return Expression.parse(text, ExpressionKind.REQUEST);
  }

  private static IllegalArgumentException noList() {
    return new IllegalArgumentException("is no list of strings: write `[\"a\", \"b\"]`, or `a,b`");
  }

  private static IllegalArgumentException noAttributes() {
    return new IllegalArgumentException(
        "is no object of attributes: write `{\"NAME\": {\"DataType\": \"String\", \"StringValue\": \"…\"}}`, or a variable that holds such JSON");
  }
}
