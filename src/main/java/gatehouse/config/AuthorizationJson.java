package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.Route.Authorization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads who may use a route. That the authorizer is of the right type is for {@link
 * AuthorizationCheck} to tell.
 *
 * <p>AWS: {@code Route} of the ApiGatewayV2 API.
 */
final class AuthorizationJson {

  private static final String TYPE = "AuthorizationType";
  private static final String AUTHORIZER = "AuthorizerId";
  private static final String SCOPES = "AuthorizationScopes";

  /** The properties that it reads. */
  static final String[] PROPERTIES = {TYPE, AUTHORIZER, SCOPES};

  private static final int LONGEST_SCOPE = 64;

  private AuthorizationJson() {}

  /** Who may use a route, as far as that can be read. */
  static Authorization read(ObjectJson in, ReferencesJson authorizers) {
    AuthorizationType read = in.text(TYPE, AuthorizationJson::type);
    String authorizerId = in.text(AUTHORIZER, authorizers::bareId);
    List<String> scopes = in.texts(SCOPES, AuthorizationJson::scope);
    if (read == null && in.node().has(TYPE)) {
      return Authorization.NONE;
    }
    AuthorizationType type = read == null ? AuthorizationType.NONE : read;
    check(in, type, read == null, scopes);
    return new Authorization(type, authorizerId, scopes == null ? List.of() : scopes);
  }

  private static void check(
      ObjectJson in, AuthorizationType type, boolean isAbsent, @Nullable List<String> scopes) {
    boolean hasAuthorizer = in.node().has(AUTHORIZER);
    if (type.authorizerType() != null && !hasAuthorizer) {
      in.problem(
          AUTHORIZER,
          "is missing, and %s is %s: add the id of one of `authorizers/`"
              .formatted(quoted(TYPE), quoted(type.name())));
    }
    if (type.authorizerType() == null && hasAuthorizer) {
      in.problem(
          AUTHORIZER,
          isAbsent
              ? "is there, but no %s, so everybody could use the route: add %s, or remove it"
                  .formatted(quoted(TYPE), quoted("\"AuthorizationType\": \"JWT\""))
              : "is there, but %s is %s, which has no authorizer: remove one of the two"
                  .formatted(quoted(TYPE), quoted(type.name())));
    }
    if (scopes != null && !scopes.isEmpty() && type != AuthorizationType.JWT) {
      in.problem(
          SCOPES,
          "is there, but %s is not %s, and only tokens have scopes: remove one of the two"
              .formatted(quoted(TYPE), quoted("JWT")));
    }
  }

  private static AuthorizationType type(String text) {
    for (AuthorizationType type : AuthorizationType.values()) {
      if (type.name().equals(text)) {
        if (!type.isSupported()) {
          throw new IllegalArgumentException(
              "is %s, which is known to AWS but not supported by this version of Gatehouse: write one of %s"
                  .formatted(quoted(text), supported()));
        }
        return type;
      }
    }
    throw new IllegalArgumentException(
        "is %s, which is no type: write one of %s".formatted(quoted(text), supported()));
  }

  private static String supported() {
    return Arrays.stream(AuthorizationType.values())
        .filter(AuthorizationType::isSupported)
        .map(type -> quoted(type.name()))
        .collect(Collectors.joining(", "));
  }

  /** AWS: {@code __stringWithLengthBetween1And64}. RFC 6749, section 3.3: no spaces and quotes. */
  private static String scope(String text) {
    if (text.isEmpty() || text.length() > LONGEST_SCOPE) {
      throw new IllegalArgumentException(
          "has %d characters: write 1 to %d".formatted(text.length(), LONGEST_SCOPE));
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(
          "has a character that no scope has: write visible ASCII characters without quotes, each scope by itself");
    }
    return text;
  }
}
