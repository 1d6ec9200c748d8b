package gatehouse.http;

import java.util.Arrays;
import java.util.List;

/**
 * The peers whose word on {@code Forwarded} and {@code X-Forwarded-*} counts: addresses and CIDR
 * ranges. They find out where requests come from. Immutable.
 */
public final class TrustedProxies {

  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list such as {@code 10.0.0.0/8, 192.168.1.7, ::1}.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static TrustedProxies parse(String list) {
    return new TrustedProxies(
        Arrays.stream(list.split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .map(AddressRange::parse)
            .toList());
  }

  /** Whether this numeric address is one of them. */
  public boolean contains(String address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Where a request comes from. Of a stranger it is the peer, whatever he says. Behind a trusted
   * proxy it is the last address in {@code X-Forwarded-For} that is no trusted proxy's: what stands
   * in front of it is that machine's own word. An entry that is no address ends the search.
   */
  public RequestSource sourceOf(Request request) {
    Request.Connection connection = request.connection();
    return contains(connection.peerAddress())
        ? new RequestSource(
            address(request.headers(), connection), scheme(request.headers(), connection), true)
        : RequestSource.direct(connection);
  }

  private String address(Headers headers, Request.Connection connection) {
    String source = connection.peerAddress();
    String[] path = String.join(",", headers.all(FORWARDED_FOR)).split(",", -1);
    for (int i = path.length - 1; i >= 0 && contains(source); i--) {
      String address = path[i].strip();
      if (!AddressRange.isAddress(address)) {
        return source;
      }
      source = address;
    }
    return source;
  }

  /**
   * Proxies replace the field or add to it, so a client may have written some of its values: it is
   * {@code https} only when none says otherwise. When no proxy says anything, it is the gateway's
   * own connection's.
   */
  private static String scheme(Headers headers, Request.Connection connection) {
    List<String> told = headers.all(FORWARDED_PROTO);
    if (told.isEmpty()) {
      return connection.scheme();
    }
    boolean secure =
        Arrays.stream(String.join(",", told).split(",", -1))
            .allMatch(scheme -> scheme.strip().equalsIgnoreCase("https"));
    return secure ? "https" : "http";
  }
}
