package gatehouse.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ServiceArgument;
import gatehouse.config.ServiceParameter;
import gatehouse.expression.Expression;
import gatehouse.expression.Scope;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes attributes of messages, whether the operator has written them, or a request brings them.
 *
 * <p>AWS: {@code MessageAttributeValue} of the Amazon SQS API.
 */
final class Attributes {

  private static final Set<String> MEMBERS = Set.of("DataType", "StringValue", "BinaryValue");

  private Attributes() {}

  /** Those that the operator has written; one without a value is left out. Null for none. */
  static @Nullable JsonNode of(
      ServiceParameter parameter, ServiceArgument.Attributes written, Scope scope) {
    ObjectNode attributes = Json.object();
    written
        .attributes()
        .forEach(
            (name, members) -> {
              ObjectNode attribute = attribute(parameter, members, scope);
              if (attribute != null) {
                attributes.set(Arguments.checked(parameter, name), attribute);
              }
            });
    return attributes.isEmpty() ? null : attributes;
  }

  private static @Nullable ObjectNode attribute(
      ServiceParameter parameter, Map<String, Expression> members, Scope scope) {
    ObjectNode attribute = Json.object();
    for (Map.Entry<String, Expression> member : members.entrySet()) {
      String value = member.getValue().of(scope);
      if (value == null || value.isEmpty()) {
        return null;
      }
      attribute.put(member.getKey(), Arguments.checked(parameter, value));
    }
    return attribute;
  }

  /** Those that a request brings, as JSON. Null for none. */
  static @Nullable JsonNode read(ServiceParameter parameter, String text) {
    if (!(Json.read(Arguments.checked(parameter, text)) instanceof ObjectNode attributes)) {
      throw wrong(parameter);
    }
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      Arguments.checked(parameter, attribute.getKey());
      if (!attribute.getValue().isObject()) {
        throw wrong(parameter);
      }
      for (Map.Entry<String, JsonNode> member : attribute.getValue().properties()) {
        if (!MEMBERS.contains(member.getKey()) || !member.getValue().isTextual()) {
          throw wrong(parameter);
        }
        Arguments.checked(parameter, member.getValue().textValue());
      }
    }
    return attributes.isEmpty() ? null : attributes;
  }

  private static UnresolvedException wrong(ServiceParameter parameter) {
    return new UnresolvedException(parameter.name(), "its source is no object of attributes");
  }
}
