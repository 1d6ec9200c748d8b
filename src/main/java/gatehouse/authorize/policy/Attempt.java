package gatehouse.authorize.policy;

import gatehouse.http.Exchange;
import gatehouse.http.Request;
import gatehouse.http.RequestSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What somebody wants to do, for a policy to decide upon. Immutable.
 *
 * @param action for example {@code execute-api:Invoke}
 * @param resource its ARN
 * @param keys the values of condition keys, by their names in lower case; a key that is absent has
 *     no value
 */
public record Attempt(String action, String resource, Map<String, String> keys) {

  /** The action of calling an API. */
  public static final String INVOKE = "execute-api:Invoke";

  /** With a copy of these keys. */
  public Attempt {
    keys = Map.copyOf(keys);
  }

  /** To do something of which nothing else is known. */
  public static Attempt of(String action, String resource) {
    return new Attempt(action, resource, Map.of());
  }

  /** To call the route that a request is for, with all that {@link ConditionKey} tells of it. */
  public static Attempt invoking(Exchange exchange, RouteArn arn) {
    return of(exchange.request(), exchange.source(), INVOKE, arn.of(exchange));
  }

  /** To do something by a request, with all that {@link ConditionKey} tells of it. */
  public static Attempt of(Request request, RequestSource source, String action, String resource) {
    Map<String, String> keys = new HashMap<>();
    keys.put(ConditionKey.SOURCE_IP, source.address());
    keys.put(ConditionKey.SECURE_TRANSPORT, Boolean.toString(source.isSecure()));
    String agent = request.headers().first("User-Agent");
    if (agent != null) {
      keys.put(ConditionKey.USER_AGENT, agent);
    }
    String referer = request.headers().first("Referer");
    if (referer != null) {
      keys.put(ConditionKey.REFERER, referer);
    }
    return new Attempt(action, resource, keys);
  }

  /**
   * Whether the resource would be a pattern if somebody wrote it into a policy: a client may call a
   * path with {@code *} or {@code ?} in it, and a method of that name.
   */
  public boolean readsAsPattern() {
    return Wildcards.areIn(resource);
  }

  /** The resource only: the values of keys may be secret. */
  @Override
  public String toString() {
    return action + " on " + resource;
  }
}
