package gatehouse.relay;

import gatehouse.testkit.Field;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Legal messages of HTTP/1.1, made at random: the same seed makes the same ones. */
final class RandomMessages {

  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  private static final String IN_SEGMENTS = UNRESERVED + "!$&'()*+,=:@";
  private static final String IN_QUERIES = IN_SEGMENTS + "/?;";
  private static final String IN_NAMES = UNRESERVED + "!#$%&'*+^`|";
  private static final List<String> METHODS =
      List.of("GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE");
  private static final List<String> ESCAPES =
      List.of("%20", "%C3%A9", "%c3%a9", "%25", "%41", "%7e", "%3F", "%23", "%F0%9F%98%80", "%22");
  private static final List<String> CONTESTED =
      List.of("%2F", "%2f..", "%5C", "//", ";a=b", "/./", "/../", "%2e%2e", "%00", "%", "%zz");
  private static final List<Integer> STATUSES =
      List.of(200, 200, 200, 201, 202, 203, 204, 206, 300, 301, 304, 400, 401, 404, 418, 500, 503);
  private static final List<String> KNOWN =
      List.of(
          "Accept",
          "accept-encoding",
          "Accept-Language",
          "Authorization",
          "Cache-Control",
          "Cookie",
          "cookie",
          "Content-Encoding",
          "If-None-Match",
          "Origin",
          "Range",
          "REFERER",
          "User-Agent",
          "X-Amzn-Custom",
          "Priority",
          "Warning",
          "Content-MD5");
  private static final List<String> KNOWN_OF_ANSWERS =
      List.of(
          "Set-Cookie",
          "Set-Cookie",
          "set-cookie",
          "Cache-Control",
          "Content-Encoding",
          "Content-Language",
          "ETag",
          "Last-Modified",
          "Location",
          "Server",
          "Vary",
          "WWW-Authenticate",
          "Age",
          "Retry-After",
          "Link",
          "X-Powered-By",
          "Warning");

  /** What may not come twice: RFC 9110, section 5.3. */
  private static final Set<String> ONCE =
      Set.of(
          "age",
          "authorization",
          "content-md5",
          "etag",
          "if-none-match",
          "last-modified",
          "location",
          "origin",
          "range",
          "referer",
          "retry-after",
          "server",
          "user-agent");

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "text/html;charset=utf-8",
          "text/html; charset=UTF-8",
          "application/json",
          "application/octet-stream",
          "multipart/x; boundary=\"a b\"",
          "TEXT/Plain; Format=Flowed");

  /** How a message's body is framed. */
  enum Framing {
    /** No body, and not a word of it. */
    NONE,
    LENGTH,
    CHUNKED,
    /** Until the connection ends; answers only. */
    CLOSE
  }

  /**
   * A message.
   *
   * @param fields without those of the framing
   * @param framed the body as it goes over the wire
   */
  record Message(
      List<String> start, List<Field> fields, Framing framing, byte[] body, byte[] framed) {

    String method() {
      return start.get(0);
    }

    String target() {
      return start.get(1);
    }

    int status() {
      return Integer.parseInt(start.get(1));
    }

    /** All of it as it goes over the wire. */
    byte[] bytes() {
      StringBuilder head = new StringBuilder(String.join(" ", start)).append("\r\n");
      fields.forEach(
          field -> head.append(field.name()).append(':').append(field.value()).append("\r\n"));
      if (framing == Framing.LENGTH) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      } else if (framing == Framing.CHUNKED) {
        head.append("Transfer-Encoding: chunked\r\n");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      bytes.writeBytes(framed);
      return bytes.toByteArray();
    }
  }

  private final Random random;

  RandomMessages(long seed) {
    random = new Random(seed);
  }

  boolean maybe(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /**
   * A request.
   *
   * @param prefix of its path
   * @param id of the exchange, in {@code X-Case}
   */
  Message request(String prefix, String id) {
    String method = oneOf(METHODS);
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Host", " gateway.test:8080"));
    fields.add(new Field("X-Case", " " + id));
    fields(fields, KNOWN);
    if (maybe(6)) {
      fields.add(new Field("Connection", oneOf(List.of(" keep-alive", " X-Hop, x-hop-2"))));
      fields.add(new Field("X-Hop", " ends here"));
      fields.add(new Field("x-HOP-2", " ends here"));
    }
    if (maybe(8)) {
      fields.add(new Field("TE", " trailers"));
      fields.add(new Field("Connection", " TE"));
    }
    if (maybe(8)) {
      fields.add(new Field("Via", " 1.0 fred, 1.1 p.example.net"));
    }
    if (maybe(8)) {
      fields.add(new Field("X-Forwarded-For", " 192.0.2.1"));
      fields.add(new Field("Forwarded", " for=192.0.2.1"));
    }
    boolean withBody = method.startsWith("P") || maybe(6);
    Framing framing =
        !withBody ? Framing.NONE : random.nextBoolean() ? Framing.LENGTH : Framing.CHUNKED;
    byte[] body = withBody ? body() : new byte[0];
    if (withBody && maybe(8)) {
      fields.add(new Field("Expect", " 100-continue"));
    }
    return new Message(
        List.of(method, target(prefix), "HTTP/1.1"),
        fields,
        framing,
        body,
        framing == Framing.CHUNKED ? chunked(body) : body);
  }

  /** An answer to a request of this method. */
  Message answer(String method) {
    int status = oneOf(STATUSES);
    List<Field> fields = new ArrayList<>();
    fields(fields, KNOWN_OF_ANSWERS);
    if (maybe(5)) {
      fields.add(new Field("Date", " Tue, 15 Nov 1994 08:12:31 GMT"));
    }
    if (maybe(6)) {
      fields.add(new Field("Connection", " X-Hop"));
      fields.add(new Field("X-Hop", " ends here"));
      fields.add(new Field("Keep-Alive", " timeout=5"));
    }
    List<String> start = List.of("HTTP/1.1", Integer.toString(status), oneOf(List.of("", "Any")));
    if (status == 204) {
      return new Message(start, fields, Framing.NONE, new byte[0], new byte[0]);
    }
    byte[] body = body();
    Framing framing = Framing.values()[1 + random.nextInt(3)];
    if (status == 304 || method.equals("HEAD")) {
      if (framing == Framing.LENGTH) {
        fields.add(new Field("Content-Length", " " + body.length));
      }
      return new Message(start, fields, Framing.NONE, new byte[0], new byte[0]);
    }
    return new Message(
        start, fields, framing, body, framing == Framing.CHUNKED ? chunked(body) : body);
  }

  private void fields(List<Field> fields, List<String> known) {
    Set<String> once = new HashSet<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String name = maybe(2) ? oneOf(known) : "x" + text(IN_NAMES, 1 + random.nextInt(12));
      String lower = name.toLowerCase(Locale.ROOT);
      if (!ONCE.contains(lower) || once.add(lower)) {
        for (int k = !ONCE.contains(lower) && maybe(4) ? 2 : 1; k > 0; k--) {
          fields.add(new Field(name, lower.equals("cookie") ? cookies() : value()));
        }
      }
    }
    if (maybe(2)) {
      fields.add(new Field("Content-Type", " " + oneOf(TYPES)));
    }
  }

  /** Jetty reads them before anybody asks, and refuses what RFC 6265 does not have. */
  private String cookies() {
    return " a=%s; %s=\"x\"; c=".formatted(text(UNRESERVED, 5), text(IN_NAMES, 3));
  }

  /** With any white space around it, and any within. */
  private String value() {
    StringBuilder value = new StringBuilder(oneOf(List.of("", " ", "  ", "\t")));
    for (int i = random.nextInt(20); i > 0; i--) {
      value.append((char) ('!' + random.nextInt('~' - '!' + 1)));
      if (i > 1 && maybe(8)) {
        value.append(oneOf(List.of(" ", "  ", "\t", ",", ", ")));
      }
    }
    return value.append(oneOf(List.of("", "", " ", "\t "))).toString();
  }

  private String target(String prefix) {
    StringBuilder target = new StringBuilder(prefix);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      target.append('/').append(text(UNRESERVED.substring(0, 62), 1));
      target.append(text(IN_SEGMENTS, random.nextInt(10)));
      if (maybe(3)) {
        target.append(oneOf(ESCAPES));
      }
    }
    if (maybe(12)) {
      target.append(oneOf(CONTESTED)).append('x');
    }
    if (maybe(3)) {
      target.append('/');
    }
    if (maybe(2)) {
      target.append('?').append(text(IN_QUERIES, 1 + random.nextInt(20)));
      if (maybe(2)) {
        target.append(oneOf(ESCAPES)).append("%FF&=&&a=b&a=%2B+");
      }
    }
    return target.toString();
  }

  private byte[] body() {
    int most = maybe(20) ? 200_000 : maybe(4) ? 9_000 : 60;
    byte[] body = new byte[maybe(5) ? 0 : random.nextInt(most)];
    random.nextBytes(body);
    return body;
  }

  /** In chunks of any sizes, with extensions, zeros in front, and trailers at times. */
  private byte[] chunked(byte[] body) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int size = Math.min(body.length - at, 1 + random.nextInt(maybe(2) ? 7 : 20_000));
      String hex = Integer.toHexString(size);
      String line =
          (maybe(4) ? "00" : "")
              + (maybe(2) ? hex.toUpperCase(Locale.ROOT) : hex)
              + (maybe(5) ? ";name=value" : "");
      framed.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      framed.write(body, at, size);
      framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      at += size;
    }
    String end = maybe(5) ? "0\r\nX-Trailer: late\r\n\r\n" : "0\r\n\r\n";
    framed.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
    return framed.toByteArray();
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
