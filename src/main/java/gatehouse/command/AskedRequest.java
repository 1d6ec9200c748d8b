package gatehouse.command;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the request that somebody asks about, as the server would read it off the wire. */
final class AskedRequest {

  private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern URL =
      Pattern.compile("(?:(https?)://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
  private static final String LOOPBACK = "127.0.0.1";

  private AskedRequest() {}

  /**
   * The request.
   *
   * @param url a path with or without a query, or a whole URL
   * @param host for a path; null for {@code localhost}
   * @param fields {@code Name: value}
   * @param contextPath that is taken off the path
   * @throws UsageException when there cannot be such a request
   * @throws Refusal when the gateway refuses such paths or queries
   */
  static Request of(
      String method, String url, @Nullable String host, List<String> fields, String contextPath) {
    if (!METHOD.matcher(method).matches()) {
      throw new UsageException("`%s` is no method: write one such as GET".formatted(method));
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches() || (parts.group(1) == null && !url.startsWith("/"))) {
      throw new UsageException(
          "`%s` is neither a path nor a URL: write /a/b or https://host/a/b".formatted(url));
    }
    if (host != null && parts.group(2) != null) {
      throw new UsageException("`%s` names a host, and so does --host: keep one".formatted(url));
    }
    String path = parts.group(3).isEmpty() ? "/" : encoded(parts.group(3));
    RequestPath below = RequestPath.parse(path).below(contextPath);
    if (below == null) {
      throw new UsageException(
          "%s is not below %s, so the server gives it to another application"
              .formatted(path, contextPath));
    }
    String ofUrl = parts.group(2) == null ? "localhost" : parts.group(2);
    String query = parts.group(4) == null ? null : encoded(parts.group(4));
    return new Request(
        method,
        "HTTP/1.1",
        below,
        query,
        headers(host == null ? ofUrl : host, fields),
        Body.EMPTY,
        new Request.Connection(
            parts.group(1) == null ? "http" : parts.group(1), LOOPBACK, LOOPBACK),
        new Cancellation());
  }

  private static Headers headers(String host, List<String> fields) {
    Headers.Builder headers = new Headers.Builder(fields.size() + 1);
    headers.add("Host", host);
    for (String field : fields) {
      int colon = field.indexOf(':');
      try {
        headers.add(field.substring(0, Math.max(0, colon)), field.substring(colon + 1).strip());
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "option --header holds no field: write 'Name: value', with a name of letters, digits"
                + " and hyphens");
      }
    }
    return headers.build();
  }

  /** Spaces and what is no ASCII, encoded as every client does before it sends. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == ' ' || b < 0) {
        encoded.append("%%%02X".formatted(b));
      } else {
        encoded.append((char) b);
      }
    }
    return encoded.toString();
  }
}
