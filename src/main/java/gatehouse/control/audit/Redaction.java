package gatehouse.control.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes out of resources what may be secret: what mappings of parameters write, values of stage
 * variables and of parameters and outputs of stacks, and texts under names that speak of secrets,
 * unless they are expressions; of URLs what is in front of the host, and queries. In the place of a
 * value stands a hash with a key that only this process knows: it tells whether two values are the
 * same, and nobody can try out what they might be. For any number of threads.
 */
final class Redaction {

  /** In the place of what is secret; for whole values with their hash behind it. */
  static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  /** Objects all of whose values may be secret, whatever their names say. */
  private static final Set<String> SECRET_OBJECTS =
      Set.of(
          "RequestParameters",
          "ResponseParameters",
          "StageVariables",
          "ParameterValue",
          "OutputValue");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "authorization$|cookie|passw|passphrase|secret|token$|(^|[-_.])(token|auth)([-_.]|$)|api[-_.]?key$|x-api-key|(access|account|functions?|shared|subscription)[-_.]?key$|credential(?!sarn)|private[-_.]?key|signature",
          Pattern.CASE_INSENSITIVE);

  private static final String SOURCES = "(request|context|stageVariables|response)\\.";
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\$%s[\\w.\\-!#$%%&'*+^`|~\\[\\]]*|(\\$\\{%s[^{}\\s]*\\})+".formatted(SOURCES, SOURCES));
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#\\s@]*@");
  private static final Pattern QUERY = Pattern.compile("(://[^?#\\s]*)[?#][^\\s\"']*");
  private static final Pattern URL_NAME = Pattern.compile("(Uri|Url)$");
  private static final int SHOWN_BYTES = 8;
  private static final byte[] KEY = new byte[32];

  static {
    new SecureRandom().nextBytes(KEY);
  }

  private Redaction() {}

  /** A copy without secrets. */
  static JsonNode of(JsonNode tree) {
    return of("", tree, false);
  }

  /** A text without secrets. */
  static String of(String text) {
    String bare = USER.matcher(text).replaceAll(Matcher.quoteReplacement(HIDDEN + "@"));
    return QUERY.matcher(bare).replaceAll("$1?" + HIDDEN);
  }

  private static JsonNode of(String name, JsonNode node, boolean isSecret) {
    boolean hides = isSecret || SECRET_OBJECTS.contains(name);
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        copy.set(entry.getKey(), of(entry.getKey(), entry.getValue(), hides));
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> copy.add(of(name, one, hides)));
      return copy;
    }
    if (hides ? node.isNull() || node.isBoolean() : !node.isTextual()) {
      return node;
    }
    String text = node.asText();
    if ((hides || SECRET_NAME.matcher(name).find()) && !EXPRESSION.matcher(text).matches()) {
      return TextNode.valueOf("%s (%s)".formatted(HIDDEN, hash(text)));
    }
    int query = URL_NAME.matcher(name).find() ? text.indexOf('?') : -1;
    return TextNode.valueOf(of(query < 0 ? text : text.substring(0, query) + "?" + HIDDEN));
  }

  private static String hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
