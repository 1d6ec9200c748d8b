package gatehouse.control.aws;

import gatehouse.http.Request;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How this deployment is reached, for the URLs in answers.
 *
 * @param publicUrl what the operator has set, without a slash at its end; null when it is reached
 *     as the request at hand was sent
 * @param contextPath of the deployment: empty, or it starts with a slash
 */
public record Address(@Nullable String publicUrl, String contextPath) {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]+(:[0-9]+)?|\\[[0-9a-fA-F:.]+](:[0-9]+)?");

  /** The URL under which all APIs are, without a slash at its end. */
  public String base(Request request) {
    if (publicUrl != null) {
      return publicUrl;
    }
    List<String> hosts = request.headers().all("Host");
    String host =
        hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches() ? hosts.get(0) : "localhost";
    return request.connection().scheme() + "://" + host + contextPath;
  }
}
