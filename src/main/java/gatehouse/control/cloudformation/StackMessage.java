package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.StandIns;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients send to have a template applied: the template itself, or an object that has it as
 * {@code TemplateBody}, beside {@code Parameters} and {@code Values}. Stateless.
 */
final class StackMessage {

  private static final String TEMPLATE = "TemplateBody";
  private static final String PARAMETERS = "Parameters";
  private static final String VALUES = "Values";

  /** A template of 1 MiB has about a tenth of that. */
  private static final int MOST_VALUES = 200_000;

  private StackMessage() {}

  /**
   * Reads a message.
   *
   * @throws AwsException when it is none
   */
  static StackRequest read(String name, byte[] body) {
    String text;
    try {
      text = DocumentText.decoded(body);
    } catch (DocumentException e) {
      throw AwsException.badRequest(String.valueOf(e.getMessage()));
    }
    ObjectNode message =
        text.stripLeading().startsWith("{") ? JsonTree.request(body, MOST_VALUES) : null;
    if (message == null || !message.has(TEMPLATE)) {
      return new StackRequest(name, text, Map.of(), StandIns.NONE, Includes.none());
    }
    for (var entry : message.properties()) {
      if (!List.of(TEMPLATE, PARAMETERS, VALUES).contains(entry.getKey())) {
        throw AwsException.badRequest(
            "%s is unknown: send TemplateBody, Parameters and Values".formatted(entry.getKey()));
      }
    }
    JsonNode template = message.get(TEMPLATE);
    return new StackRequest(
        name,
        template.isTextual()
            ? template.textValue()
            : new String(JsonTree.bytes(template), StandardCharsets.UTF_8),
        parameters(message.path(PARAMETERS)),
        new StandIns(texts(message.path(VALUES), VALUES)),
        Includes.none());
  }

  /** An object of values by name, or AWS's list of keys and values. */
  private static Map<String, String> parameters(JsonNode parameters) {
    if (!parameters.isArray()) {
      return texts(parameters, PARAMETERS);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (JsonNode each : parameters) {
      String key = each.path("ParameterKey").textValue();
      String value = Nodes.scalar(each.path("ParameterValue"));
      if (key == null || (value == null && !each.path("UsePreviousValue").asBoolean(false))) {
        throw AwsException.badRequest(
            "Parameters must have a ParameterKey and a ParameterValue each");
      }
      if (value != null) {
        texts.put(key, value);
      }
    }
    return texts;
  }

  private static Map<String, String> texts(JsonNode object, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!object.isMissingNode() && !object.isObject()) {
      throw AwsException.badRequest(member + " must be an object of texts");
    }
    for (var entry : object.properties()) {
      String text = Nodes.scalar(entry.getValue());
      if (text == null) {
        throw AwsException.badRequest("%s.%s must be a text".formatted(member, entry.getKey()));
      }
      texts.put(entry.getKey(), text);
    }
    return texts;
  }
}
