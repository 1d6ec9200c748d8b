package gatehouse.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the route's authorization has found out. Immutable.
 *
 * <p>AWS: {@code $context.authorizer.…} and {@code $context.identity.…} of "Logging variables for
 * HTTP APIs".
 *
 * @param authorizer what follows {@code $context.authorizer.}, rendered: {@code claims.sub}, {@code
 *     principalId}, the keys of a Lambda authorizer's context
 * @param identity what follows {@code $context.identity.} and only IAM authorization knows, such as
 *     {@code userArn}
 */
public record Caller(Map<String, String> authorizer, Map<String, String> identity) {

  /** Nobody was asked who he is. */
  public static final Caller ANONYMOUS = new Caller(Map.of(), Map.of());

  /** With copies of these maps. */
  public Caller {
    authorizer = Map.copyOf(authorizer);
    identity = Map.copyOf(identity);
  }

  /** A value of {@code $context.authorizer}; null when there is none. */
  public @Nullable String authorizerValue(String name) {
    return authorizer.get(name);
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    return "Caller[authorizer=%s, identity=%s]".formatted(authorizer.keySet(), identity.keySet());
  }
}
