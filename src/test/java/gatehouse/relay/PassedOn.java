package gatehouse.relay;

import gatehouse.relay.RandomMessages.Message;
import gatehouse.testkit.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What another proxy would have passed on: messages in the form in which two of them are equal for
 * whoever gets them. All differences that are none, or ours to make, stand here, each with its
 * reason.
 *
 * <ul>
 *   <li>Names compare without regard to case: RFC 9110, section 5.1. Jetty writes the usual ones in
 *       its own way.
 *   <li>Fields of different names have no order among each other: RFC 9110, section 5.3. Containers
 *       tell them name by name.
 *   <li>Media types compare without regard to case and to white space behind a semicolon: RFC 9110,
 *       section 8.3.1. Containers read them, and write them in their own way.
 *   <li>White space around a value is no part of it: RFC 9110, section 5.5.
 *   <li>Fields of a connection end here: RFC 9110, section 7.6.1.
 *   <li>Trailers end here, and so does {@code Expect}: docs/compatibility.md.
 *   <li>The framing is each connection's own; the body has to be the same: RFC 9112, section 6.
 *   <li>{@code Host} is the upstream's, {@code Forwarded}, {@code Via} and {@code X-Amzn-Trace-Id}
 *       are AWS's, and what a stranger claims with {@code X-Forwarded-*} goes no further.
 *   <li>The path is decoded once and encoded in one way; the query stays as it is, byte for byte.
 *   <li>An answer has an {@code Apigw-Requestid}, and a {@code Date} and a {@code Connection} of
 *       the server where the upstream's has none.
 *   <li>A 304 need not tell what a 200 would have had: RFC 9110, section 15.4.5. Tomcat leaves out
 *       length and type.
 * </ul>
 */
final class PassedOn {

  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> OURS_UPSTREAM =
      Set.of(
          "host",
          "content-length",
          "expect",
          "forwarded",
          "via",
          "x-amzn-trace-id",
          "x-forwarded-for");
  private static final Set<String> OURS_TO_CLIENTS = Set.of("apigw-requestid", "date");

  private PassedOn() {}

  /** The fields of a request that both sides must have alike. */
  static Map<String, List<String>> ofRequest(List<Field> fields, List<Field> sent) {
    return normal(fields, sent, OURS_UPSTREAM);
  }

  /** The fields of an answer that both sides must have alike. */
  static Map<String, List<String>> ofAnswer(
      List<Field> fields, List<Field> sent, Set<String> leftOut) {
    Map<String, List<String>> normal = normal(fields, sent, OURS_TO_CLIENTS);
    normal.keySet().removeAll(leftOut);
    return normal;
  }

  /** The target that an upstream gets for one, whose path starts with a prefix. */
  static String target(String target, String prefix) {
    String[] parts = target.split("\\?", 2);
    String path = parts[0].substring(prefix.length()).replace("+", "%2B");
    StringBuilder encoded = new StringBuilder();
    for (byte b :
        URLDecoder.decode(path, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean stays =
          c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*+,;=:@/".indexOf(c) >= 0);
      encoded.append(stays ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return parts.length < 2 ? encoded.toString() : encoded + "?" + parts[1];
  }

  private static Map<String, List<String>> normal(
      List<Field> fields, List<Field> sent, Set<String> ours) {
    Set<String> ended = new HashSet<>(OF_A_CONNECTION);
    for (Field field : sent) {
      if (field.name().equalsIgnoreCase("Connection")) {
        for (String name : field.value().split(",", -1)) {
          ended.add(name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    Map<String, List<String>> normal = new TreeMap<>();
    for (Field field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!ended.contains(name) && !ours.contains(name)) {
        String value = trimmed(field.value());
        normal
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(name.equals("content-type") ? mediaType(value) : value);
      }
    }
    return normal;
  }

  private static String mediaType(String value) {
    return value.replaceAll("\\s*;\\s*", ";").toLowerCase(Locale.ROOT);
  }

  private static String trimmed(String value) {
    return value.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  /** Whether a server may refuse a request whose path is written like this. */
  static boolean isContested(Message request) {
    String path = request.target().split("\\?", 2)[0];
    return path.contains("//")
        || path.contains(";")
        || path.matches("(?i).*(%2f|%5c|%2e|%00|%25|%(?![0-9a-f]{2})|/\\.{1,2}(/|$)).*");
  }
}
