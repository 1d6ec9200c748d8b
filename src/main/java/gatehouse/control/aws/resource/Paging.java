package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Answers lists page by page. A token names the last item that was told, so that what comes and
 * goes in between neither repeats nor hides another.
 */
final class Paging {

  private static final String MAX_RESULTS = "maxResults";

  private Paging() {}

  /** The page that a call asks for, of items by their ids. */
  static Reply page(Call call, SortedMap<String, ObjectNode> items) {
    NavigableMap<String, ObjectNode> rest = new TreeMap<>(items);
    String token = call.parameter("nextToken");
    if (token != null && !token.isEmpty()) {
      rest = rest.tailMap(last(token), false);
    }
    int most = most(call);
    ObjectNode answer = JsonTree.object();
    ArrayNode page = answer.putArray("items");
    String last = "";
    for (var entry : rest.entrySet()) {
      if (page.size() == most) {
        answer.put(
            "nextToken",
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        break;
      }
      page.add(entry.getValue());
      last = entry.getKey();
    }
    return Reply.of(answer);
  }

  private static String last(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsException.badRequest("Invalid nextToken specified");
    }
  }

  private static int most(Call call) {
    String text = call.parameter(MAX_RESULTS);
    if (text == null || text.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    try {
      int most = Integer.parseInt(text);
      if (most > 0) {
        return most;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is too small.
    }
    throw AwsException.badRequest("Invalid maxResults specified: it must be a number above 0");
  }
}
