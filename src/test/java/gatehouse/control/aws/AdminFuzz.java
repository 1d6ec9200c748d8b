package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of calls such as {@code POST /v2/apis {"Name":"a"}}, where {@code #0} stands for the first
 * id that an answer told: every answer is JSON and none an error of ours, and what is left can be
 * served.
 */
final class AdminFuzz implements FuzzTarget {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CALLS = 12;
  private static final Pattern ID =
      Pattern.compile(
          "\"(?:apiId|routeId|integrationId|authorizerId|deploymentId|apiMappingId|vpcLinkId|integrationResponseId|nextToken)\"\\s*:\\s*\"([^\"]*)\"");

  @Override
  public int briefRuns() {
    return 40;
  }

  @Override
  public void check(Draws input) {
    MemoryAdmin admin = new MemoryAdmin();
    List<String> ids = new ArrayList<>();
    List<String> lines = input.lines();
    for (String line : lines.subList(0, Math.min(MOST_CALLS, lines.size()))) {
      String[] words = line.split(" ", 3);
      if (words.length >= 2 && words[1].startsWith("/")) {
        call(
            admin,
            words[0].isEmpty() ? "GET" : words[0],
            filled(words[1], ids),
            words.length < 3 ? null : filled(words[2], ids),
            ids);
      }
    }
    admin.read();
    assertTrue(admin.audit.stream().allMatch(entry -> entry.indexOf('\n') < 0));
  }

  private static void call(
      MemoryAdmin admin, String method, String path, String body, List<String> ids) {
    Response response;
    try {
      response = admin.response(method, "/_gatehouse/aws" + path, body, "Host", "localhost:8080");
    } catch (Refusal noPath) {
      return;
    } catch (NullPointerException notForUs) {
      // The path leads elsewhere.
      assertTrue(String.valueOf(notForUs.getStackTrace()[0]).contains("Objects"));
      return;
    }
    String text = MemoryAdmin.text(response);
    assertTrue(response.status() >= 200 && response.status() < 500, response.status() + text);
    if (!text.isEmpty() && !path.contains("/exports/")) {
      JsonNode answer = parsed(text);
      assertTrue(answer.isObject(), text);
      if (response.status() >= 400) {
        assertFalse(answer.path("message").asText(answer.path("Message").asText()).isBlank(), text);
      }
    }
    Matcher matcher = ID.matcher(text);
    while (matcher.find() && ids.size() < 30) {
      if (!ids.contains(matcher.group(1))) {
        ids.add(matcher.group(1));
      }
    }
  }

  private static String filled(String text, List<String> ids) {
    String filled = text;
    for (int i = Math.min(ids.size(), 10) - 1; i >= 0; i--) {
      filled = filled.replace("#" + i, ids.get(i));
    }
    return filled;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
