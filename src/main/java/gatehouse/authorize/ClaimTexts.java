package gatehouse.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders claims as AWS does: all of them as text, a list as {@code [a b]}, an object as JSON; null
 * is left out.
 */
final class ClaimTexts {

  /** Beyond, a number's digits would be more than its text. */
  private static final int MOST_ZEROS = 30;

  /** Beyond, a number is told as it is: its exponent might have no room for more zeros. */
  private static final int MOST_SCALE = 1_000;

  private ClaimTexts() {}

  static Map<String, String> of(ObjectNode claims) {
    Map<String, String> texts = new LinkedHashMap<>();
    claims
        .properties()
        .forEach(
            claim -> {
              if (!claim.getValue().isNull()) {
                texts.put(claim.getKey(), text(claim.getValue()));
              }
            });
    return texts;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> elements = new ArrayList<>(value.size());
      value.forEach(element -> elements.add(text(element)));
      return "[" + String.join(" ", elements) + "]";
    }
    if (value.isObject()) {
      return value.toString();
    }
    return value.isNumber() ? number(value.decimalValue()) : value.asText();
  }

  private static String number(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST_SCALE) {
      return number.toString();
    }
    BigDecimal shortest = number.stripTrailingZeros();
    return Math.abs((long) shortest.scale()) > MOST_ZEROS
        ? shortest.toString()
        : shortest.toPlainString();
  }
}
