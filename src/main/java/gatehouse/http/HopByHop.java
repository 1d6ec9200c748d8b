package gatehouse.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields that concern one connection only and are never passed on: RFC 9110, section 7.6.1. */
public final class HopByHop {

  private static final FieldNames ALWAYS =
      FieldNames.of(
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Authentication-Info",
          "TE",
          "Trailer",
          "Trailers",
          "Transfer-Encoding",
          "Upgrade",
          "HTTP2-Settings");

  private static final HopByHop USUAL = new HopByHop(Set.of());

  private final Set<String> named;

  private HopByHop(Set<String> named) {
    this.named = named;
  }

  /** The fields of a message that end here: the usual ones and those that Connection names. */
  public static HopByHop of(Headers headers) {
    if (!headers.contains("Connection")) {
      return USUAL;
    }
    List<String> values = headers.all("Connection");
    if (isUsual(values)) {
      return USUAL;
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String value : values) {
      for (String token : value.split(",", -1)) {
        names.add(token.strip());
      }
    }
    return new HopByHop(names);
  }

  /** Whether a field of this name ends here. */
  public boolean contains(String name) {
    return ALWAYS.contains(name) || (!named.isEmpty() && named.contains(name));
  }

  private static boolean isUsual(List<String> values) {
    String only = values.size() == 1 ? values.get(0) : "";
    return only.equalsIgnoreCase("keep-alive") || only.equalsIgnoreCase("close");
  }
}
