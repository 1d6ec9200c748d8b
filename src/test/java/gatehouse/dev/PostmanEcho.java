package gatehouse.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON that Postman Echo (postman-echo.com) answers with: the request, told back. */
public final class PostmanEcho {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PostmanEcho() {}

  /**
   * Tells a request back. GET and HEAD have {@code args}, {@code headers} and {@code url}; other
   * methods also {@code data}, {@code files}, {@code form} and {@code json}.
   *
   * @param method as sent
   * @param origin scheme and authority for {@code url}, for example {@code http://localhost:8001}
   * @param target path and query as sent
   * @param headers all header lines in their order; repeated ones are joined by a comma
   * @param body all of it, without framing
   */
  public static ObjectNode tell(
      String method,
      String origin,
      String target,
      List<Map.Entry<String, String>> headers,
      byte[] body) {
    ObjectNode echo = JSON.createObjectNode();
    int question = target.indexOf('?');
    echo.set("args", pairs(question < 0 ? "" : target.substring(question + 1)));
    ObjectNode told = JSON.createObjectNode();
    headers.forEach(header -> join(told, header.getKey(), header.getValue()));
    if (!method.equals("GET") && !method.equals("HEAD")) {
      tellBody(echo, told.path("content-type").asText(), body);
    }
    echo.set("headers", told);
    echo.put("url", origin + target);
    return echo;
  }

  private static void tellBody(ObjectNode echo, String contentType, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    JsonNode json = NullNode.getInstance();
    ObjectNode form = JSON.createObjectNode();
    if (contentType.startsWith("application/x-www-form-urlencoded")) {
      form = pairs(text);
      json = form;
      echo.put("data", "");
    } else if (contentType.startsWith("application/json")) {
      json = parse(text);
      echo.set("data", json);
    } else if (text.isEmpty()) {
      echo.putObject("data");
    } else {
      echo.put("data", text);
    }
    echo.putObject("files");
    echo.set("form", form);
    echo.set("json", json);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return NullNode.getInstance();
    }
  }

  private static void join(ObjectNode told, String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    told.put(key, told.has(key) ? told.get(key).asText() + ", " + value : value);
  }

  private static ObjectNode pairs(String encoded) {
    ObjectNode pairs = JSON.createObjectNode();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        add(pairs, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static void add(ObjectNode pairs, String name, String value) {
    JsonNode present = pairs.get(name);
    if (present == null) {
      pairs.put(name, value);
    } else if (present instanceof ArrayNode several) {
      several.add(value);
    } else {
      pairs.putArray(name).add(present).add(value);
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
