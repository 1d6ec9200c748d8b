package gatehouse.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ServiceArgument;
import gatehouse.config.ServiceCall;
import gatehouse.config.ServiceParameter;
import gatehouse.expression.Expression;
import gatehouse.expression.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of a service's parameters for one request.
 *
 * <p>AWS does not say what becomes of a variable that has no value. Here a parameter without one,
 * or with an empty one, is left out, and the request is refused where the service needs it. What
 * has the wrong form is refused always: nobody must take it for something else.
 */
final class Arguments {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern COMMA = Pattern.compile(",");

  private Arguments() {}

  /**
   * The values by the names of parameters, as JSON has them.
   *
   * @throws UnresolvedException when the request does not have them
   */
  static ObjectNode of(ServiceCall call, Scope scope) {
    ObjectNode values = Json.object();
    for (ServiceParameter parameter : call.action().parameters()) {
      ServiceArgument argument = call.arguments().get(parameter.name());
      JsonNode value = argument == null ? null : value(parameter, argument, scope);
      if (value != null) {
        values.set(parameter.name(), value);
      } else if (parameter.isRequired()) {
        throw new UnresolvedException(parameter.name(), "its source has no value");
      }
    }
    return values;
  }

  private static @Nullable JsonNode value(
      ServiceParameter parameter, ServiceArgument argument, Scope scope) {
    if (argument instanceof ServiceArgument.Value single) {
      return value(parameter, single.value(), scope);
    }
    if (argument instanceof ServiceArgument.Texts list) {
      List<String> texts =
          list.values().stream().map(item -> item.of(scope)).filter(Objects::nonNull).toList();
      return array(parameter, texts);
    }
    return Attributes.of(parameter, (ServiceArgument.Attributes) argument, scope);
  }

  private static @Nullable JsonNode value(
      ServiceParameter parameter, Expression expression, Scope scope) {
    ObjectNode values = Json.object();
    if (parameter.kind() == ServiceParameter.Kind.BYTES) {
      byte[] bytes = expression.bytesOf(scope);
      return bytes == null || bytes.length == 0 ? null : values.binaryNode(bytes);
    }
    String text = expression.of(scope);
    if (text == null || text.isEmpty()) {
      return null;
    }
    return switch (parameter.kind()) {
      case TEXT -> values.textNode(checked(parameter, text));
      case WHOLE_NUMBER -> values.numberNode(number(parameter, text));
      case TIME -> values.numberNode(Moment.secondsOf(parameter, text));
      case TEXTS -> texts(parameter, text.strip());
      case ATTRIBUTES -> Attributes.read(parameter, text);
      case BYTES -> throw new IllegalStateException("bytes are no text");
    };
  }

  private static int number(ServiceParameter parameter, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new UnresolvedException(parameter.name(), "its source is no whole number");
    }
    return Integer.parseInt(text);
  }

  private static @Nullable JsonNode texts(ServiceParameter parameter, String text) {
    if (!text.startsWith("[")) {
      return array(parameter, Arrays.asList(COMMA.split(text, -1)));
    }
    List<String> items = new ArrayList<>();
    JsonNode list = Json.read(text);
    if (list == null) {
      throw new UnresolvedException(parameter.name(), "its source is no list of strings");
    }
    for (JsonNode item : list) {
      if (!item.isTextual()) {
        throw new UnresolvedException(parameter.name(), "its source is no list of strings");
      }
      items.add(item.textValue());
    }
    return array(parameter, items);
  }

  /** Null when nothing is in it. */
  private static @Nullable JsonNode array(ServiceParameter parameter, List<String> texts) {
    ArrayNode array = Json.object().arrayNode();
    texts.stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(text -> array.add(checked(parameter, text)));
    return array.isEmpty() ? null : array;
  }

  /** The text, which can be written in UTF-8: JSON's escapes can hold halves of letters. */
  static String checked(ServiceParameter parameter, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new UnresolvedException(parameter.name(), "its source is no text");
    }
    return text;
  }
}
