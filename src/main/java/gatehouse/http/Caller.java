package gatehouse.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the route's authorization has found out. Immutable. What it tells may be secret, so
 * {@code toString} tells names only.
 *
 * <p>AWS: {@code $context.authorizer.…} and {@code $context.identity.…} of "Customize HTTP API
 * access logs", and {@code requestContext.authorizer} of the events of "AWS Lambda proxy
 * integrations for HTTP APIs".
 */
public sealed interface Caller {

  /** Nobody was asked who he is. */
  Caller ANONYMOUS = new Anonymous();

  /**
   * A value of {@code $context.authorizer}.
   *
   * @param name what follows {@code $context.authorizer.}
   * @return null when there is none
   */
  @Nullable String authorizerValue(String name);

  /**
   * A value of {@code $context.identity} that only IAM authorization knows.
   *
   * @param name what follows {@code $context.identity.}
   * @return null when there is none
   */
  @Nullable String identityValue(String name);

  /** Nobody was asked who he is. */
  record Anonymous() implements Caller {
    @Override
    public @Nullable String authorizerValue(String name) {
      return null;
    }

    @Override
    public @Nullable String identityValue(String name) {
      return null;
    }
  }

  /**
   * The bearer of a JSON Web Token.
   *
   * @param claims as AWS renders them: text, whatever type they have in the token
   * @param scopes all of the token's; null when the route asks for none
   */
  record TokenBearer(Map<String, String> claims, @Nullable List<String> scopes) implements Caller {

    private static final String CLAIMS = "claims.";

    /** With copies of these collections. */
    public TokenBearer {
      claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
      scopes = scopes == null ? null : List.copyOf(scopes);
    }

    @Override
    public @Nullable String authorizerValue(String name) {
      return name.startsWith(CLAIMS) ? claims.get(name.substring(CLAIMS.length())) : null;
    }

    @Override
    public @Nullable String identityValue(String name) {
      return null;
    }

    @Override
    public String toString() {
      return "TokenBearer[claims=" + claims.keySet() + "]";
    }
  }

  /**
   * Whom a Lambda authorizer has let through.
   *
   * @param principalId null when the function has not told
   * @param context what the function has told, for events: JSON's values as Java's
   * @param texts the same, rendered for {@code $context}
   */
  record Authorized(
      @Nullable String principalId, Map<String, Object> context, Map<String, String> texts)
      implements Caller {

    /** With copies of these maps. */
    public Authorized {
      context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
      texts = Map.copyOf(texts);
    }

    @Override
    public @Nullable String authorizerValue(String name) {
      return name.equals("principalId") ? principalId : texts.get(name);
    }

    @Override
    public @Nullable String identityValue(String name) {
      return null;
    }

    @Override
    public String toString() {
      return "Authorized[context=" + context.keySet() + "]";
    }
  }

  /**
   * The holder of an access key, who has signed the request.
   *
   * @param accessKey the id of the key
   * @param accountId 12 digits
   * @param callerId the caller's unique id
   * @param userId the user's unique id
   * @param userArn for example {@code arn:aws:iam::123456789012:user/alice}
   * @param principalOrgId null when the account belongs to no organization
   */
  record Signer(
      String accessKey,
      String accountId,
      String callerId,
      String userId,
      String userArn,
      @Nullable String principalOrgId)
      implements Caller {

    @Override
    public @Nullable String authorizerValue(String name) {
      return null;
    }

    @Override
    public @Nullable String identityValue(String name) {
      return switch (name) {
        case "accountId" -> accountId;
        case "caller" -> callerId;
        case "user" -> userId;
        case "userArn" -> userArn;
        case "principalOrgId" -> principalOrgId;
        default -> null;
      };
    }
  }
}
