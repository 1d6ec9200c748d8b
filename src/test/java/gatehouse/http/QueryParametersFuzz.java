package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parameters are those that any reader of forms sees, and what is encoded is read back. */
final class QueryParametersFuzz implements FuzzTarget {

  private static final Pattern ESCAPES = Pattern.compile("([^%]|%[0-9a-fA-F]{2})*");

  @Override
  public void check(Draws input) {
    String query = input.rest();
    Map<String, List<String>> seen = new LinkedHashMap<>();
    for (String parameter : query.split("&", -1)) {
      if (!parameter.isEmpty()) {
        String[] pair = parameter.split("=", 2);
        seen.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
            .add(pair.length < 2 ? "" : decoded(pair[1]));
      }
    }
    seen.forEach((name, values) -> assertEquals(values, QueryParameters.values(query, name)));
    assertEquals(List.of(), QueryParameters.values(query, "a name that is not there " + query));
    if (isText(query)) {
      assertEquals(
          query, QueryParameters.decoded(URLEncoder.encode(query, StandardCharsets.UTF_8)));
    }
  }

  private static String decoded(String text) {
    String decoded = QueryParameters.decoded(text);
    assertTrue(decoded.length() <= text.length());
    if (isText(text) && ESCAPES.matcher(text).matches()) {
      String theirs = URLDecoder.decode(text, StandardCharsets.UTF_8);
      // What is no UTF-8 is replaced by the JDK, and stays as it was here.
      if (theirs.indexOf('\ufffd') < 0) {
        assertEquals(theirs, decoded);
      }
    }
    return decoded;
  }

  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
