package gatehouse.control;

import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.Response;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the management address. Each demand that is made has to be met. Immutable.
 *
 * @param loopback only connections of this machine that no proxy and no browser has made
 * @param token only who presents this one; null when none is demanded
 */
public record Access(boolean loopback, @Nullable BearerToken token) {

  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What proxies say of whose request it is. */
  private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip");

  private static final String OF_PROXIES_PREFIX = "x-forwarded-";
  private static final String BEARER = "bearer ";
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  /** Somebody must be kept out. */
  public Access {
    if (!loopback && token == null) {
      throw new IllegalArgumentException("anybody may use the management address");
    }
  }

  /** The answer to who may not; null when the request may go on. */
  @Nullable Response refusal(Request request) {
    String reason = loopback ? notLocal(request) : null;
    if (reason != null) {
      return Json.error(403, "Forbidden: " + reason);
    }
    if (token != null && !presentsToken(request.headers(), token)) {
      return Json.with(
          Json.error(401, "Unauthorized: send the token as `Authorization: Bearer`"),
          "WWW-Authenticate",
          "Bearer realm=\"gatehouse\"");
    }
    return null;
  }

  /**
   * Why a request has not come from this machine alone.
   *
   * @return null when it has
   */
  public static @Nullable String notLocal(Request request) {
    Request.Connection connection = request.connection();
    // The other end, too: what a container takes from a proxy's field says nothing of this one.
    if (!isLoopback(connection.peerAddress()) || !isLoopback(connection.localAddress())) {
      return "the connection does not come from this machine";
    }
    for (int i = 0; i < request.headers().size(); i++) {
      String name = request.headers().name(i).toLowerCase(Locale.ROOT);
      if (OF_PROXIES.contains(name) || name.startsWith(OF_PROXIES_PREFIX)) {
        return "the request came through a proxy";
      }
    }
    if (request.headers().contains("Origin")) {
      return "a browser has sent the request";
    }
    return isLocalHost(request.headers(), connection.localAddress())
        ? null
        : "Host is neither localhost nor the address of the connection";
  }

  /** A browser whose DNS was made to lead here sends the name that its user has opened. */
  private static boolean isLocalHost(Headers headers, String localAddress) {
    List<String> hosts = headers.all("Host");
    if (hosts.size() != 1) {
      return false;
    }
    String host = PORT.matcher(hosts.get(0)).replaceFirst("").toLowerCase(Locale.ROOT);
    String local = localAddress.indexOf(':') < 0 ? localAddress : '[' + localAddress + ']';
    return LOCAL_HOSTS.contains(host) || host.equals(local.toLowerCase(Locale.ROOT));
  }

  private static boolean isLoopback(String address) {
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return false;
    }
    try {
      // An address in digits: nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean presentsToken(Headers headers, BearerToken token) {
    List<String> all = headers.all("Authorization");
    if (all.size() != 1 || !all.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    return token.is(all.get(0).substring(BEARER.length()).strip());
  }
}
