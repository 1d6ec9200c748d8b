package gatehouse.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.config.PayloadFormat;
import gatehouse.http.Body;
import gatehouse.http.FieldNames;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes an HTTP response of what a function has returned.
 *
 * <p>AWS: "AWS Lambda proxy integrations for HTTP APIs". In format 2.0 whatever has no {@code
 * statusCode} is the body of a 200 as it is, and no error, even when it is no JSON.
 */
public final class FunctionResponse {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String USUAL_TYPE = "text/plain; charset=utf-8";

  /** AWS documents no range; a final response has one of these. */
  private static final int LOWEST = 200;

  private static final int HIGHEST = 599;

  /** AWS limits their size together to 10,240 bytes; what comes behind looks at them one by one. */
  private static final int MOST_FIELDS = 1_000;

  /** What is ours to say. */
  private static final FieldNames OURS = FieldNames.of("Content-Length", "Apigw-Requestid");

  private FunctionResponse() {}

  /**
   * The response.
   *
   * @param payload what the function has returned
   * @param method of the request, which may want no body
   * @throws MalformedAnswerException when it is not in the format
   */
  public static Response of(PayloadFormat format, byte[] payload, String method)
      throws MalformedAnswerException {
    JsonNode answer = JsonInput.read(payload);
    boolean whole = answer != null && answer.isObject() && answer.has("statusCode");
    if (answer != null && whole) {
      return whole(format, answer, method);
    }
    if (format == PayloadFormat.V1) {
      throw new MalformedAnswerException(
          answer == null || !answer.isObject()
              ? "Lambda body is no JSON object"
              : "Lambda body has no field \"statusCode\"");
    }
    byte[] body =
        answer != null && answer.isTextual()
            ? answer.textValue().getBytes(StandardCharsets.UTF_8)
            : payload;
    return framed(200, new Headers.Builder(2).add(CONTENT_TYPE, "application/json"), body, method);
  }

  private static Response whole(PayloadFormat format, JsonNode answer, String method)
      throws MalformedAnswerException {
    int status = status(answer.path("statusCode"));
    Headers.Builder fields = new Headers.Builder(8);
    if (format == PayloadFormat.V2) {
      addCookies(answer.path("cookies"), fields);
      addHeaders(answer.path("headers"), null, fields);
    } else {
      addHeaders(answer.path("headers"), answer.path("multiValueHeaders"), fields);
    }
    if (fields.build().first(CONTENT_TYPE) == null && mayHaveBody(status)) {
      fields.add(CONTENT_TYPE, USUAL_TYPE);
    }
    return framed(status, fields, body(answer), method);
  }

  /** The length is the body's to tell, but for HEAD, which has none. */
  private static Response framed(int status, Headers.Builder fields, byte[] body, String method) {
    if (!mayHaveBody(status)) {
      return new Response(status, fields.build(), Body.EMPTY);
    }
    if (method.equals("HEAD")) {
      fields.add("Content-Length", Integer.toString(body.length));
      return new Response(status, fields.build(), Body.EMPTY);
    }
    return new Response(status, fields.build(), Body.of(body));
  }

  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 205 && status != 304;
  }

  private static int status(JsonNode node) throws MalformedAnswerException {
    int status = 0;
    if (node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToInt()) {
      status = node.intValue();
    } else if (node.isTextual() && node.textValue().matches("[0-9]{3}")) {
      status = Integer.parseInt(node.textValue());
    }
    if (status < LOWEST || status > HIGHEST) {
      throw MalformedAnswerException.wrongType("statusCode");
    }
    return status;
  }

  private static byte[] body(JsonNode answer) throws MalformedAnswerException {
    JsonNode body = answer.path("body");
    boolean encoded = isEncoded(answer.path("isBase64Encoded"));
    if (body.isMissingNode() || body.isNull()) {
      return new byte[0];
    }
    if (!body.isTextual()) {
      throw MalformedAnswerException.wrongType("body");
    }
    if (!encoded) {
      return body.textValue().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body.textValue());
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException("Lambda body is no valid base64 in field \"body\"");
    }
  }

  private static boolean isEncoded(JsonNode node) throws MalformedAnswerException {
    if (node.isMissingNode() || node.isNull()) {
      return false;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    String text = node.isTextual() ? node.textValue().toLowerCase(Locale.ROOT) : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw MalformedAnswerException.wrongType("isBase64Encoded");
    }
    return text.equals("true");
  }

  private static void addCookies(JsonNode cookies, Headers.Builder fields)
      throws MalformedAnswerException {
    if (cookies.isMissingNode() || cookies.isNull()) {
      return;
    }
    if (!cookies.isArray()) {
      throw MalformedAnswerException.wrongType("cookies");
    }
    for (JsonNode cookie : cookies) {
      if (!cookie.isTextual()) {
        throw MalformedAnswerException.wrongType("cookies");
      }
      add("Set-Cookie", cookie.textValue(), "cookies", fields);
    }
  }

  /** Single values first, each with the multiple values of the same name behind it. */
  private static void addHeaders(
      JsonNode single, @Nullable JsonNode multiple, Headers.Builder fields)
      throws MalformedAnswerException {
    checkObject(single, "headers");
    Map<String, List<Map.Entry<String, JsonNode>>> behind =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (multiple != null) {
      checkObject(multiple, "multiValueHeaders");
      multiple
          .properties()
          .forEach(
              field ->
                  behind.computeIfAbsent(field.getKey(), name -> new ArrayList<>(1)).add(field));
    }
    for (Map.Entry<String, JsonNode> field : single.properties()) {
      addScalar(field.getKey(), field.getValue(), "headers", fields);
      addAll(behind.remove(field.getKey()), fields);
    }
    if (multiple != null) {
      for (Map.Entry<String, JsonNode> field : multiple.properties()) {
        addAll(behind.remove(field.getKey()), fields);
      }
    }
  }

  private static void checkObject(JsonNode node, String field) throws MalformedAnswerException {
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      throw MalformedAnswerException.wrongType(field);
    }
  }

  private static void addAll(
      @Nullable List<Map.Entry<String, JsonNode>> lists, Headers.Builder fields)
      throws MalformedAnswerException {
    if (lists == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> list : lists) {
      if (!list.getValue().isNull() && !list.getValue().isArray()) {
        throw MalformedAnswerException.wrongType("multiValueHeaders");
      }
      for (JsonNode value : list.getValue()) {
        addScalar(list.getKey(), value, "multiValueHeaders", fields);
      }
    }
  }

  private static void addScalar(String name, JsonNode value, String place, Headers.Builder fields)
      throws MalformedAnswerException {
    if (value.isContainerNode()) {
      throw MalformedAnswerException.wrongType(place);
    }
    if (!value.isNull()) {
      add(name, value.asText(), place, fields);
    }
  }

  private static void add(String name, String value, String place, Headers.Builder fields)
      throws MalformedAnswerException {
    if (OURS.contains(name) || HopByHop.of(Headers.EMPTY).contains(name)) {
      return;
    }
    if (fields.size() >= MOST_FIELDS) {
      throw new MalformedAnswerException(
          "Lambda body has more than %d headers in field \"%s\"".formatted(MOST_FIELDS, place));
    }
    try {
      fields.add(name, value.strip());
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException(
          "Lambda body has a name or a value in field \"" + place + "\" that no header can have");
    }
  }
}
