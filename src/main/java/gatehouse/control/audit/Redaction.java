package gatehouse.control.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of resources what may be secret: texts under names that speak of secrets, unless they
 * are expressions, and what is in front of the host of a URL. Stateless.
 */
final class Redaction {

  /** In the place of what is secret. */
  static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "authorization$|cookie|passw|passphrase|secret|token$|api[-_.]?key$|x-api-key|credential(?!sarn)|private[-_.]?key|signature",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{?(request|context|stageVariables|response)\\.[^\\s]*");
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#\\s@]*@");

  private Redaction() {}

  /** A copy without secrets. */
  static JsonNode of(JsonNode tree) {
    return of("", tree);
  }

  /** A text without secrets. */
  static String of(String text) {
    return USER.matcher(text).replaceAll(Matcher.quoteReplacement(HIDDEN + "@"));
  }

  private static JsonNode of(String name, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        copy.set(entry.getKey(), of(entry.getKey(), entry.getValue()));
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> copy.add(of(name, one)));
      return copy;
    }
    if (!node.isTextual()) {
      return node;
    }
    String text = node.textValue();
    boolean isHidden = SECRET_NAME.matcher(name).find() && !EXPRESSION.matcher(text).matches();
    return TextNode.valueOf(isHidden ? HIDDEN : of(text));
  }
}
