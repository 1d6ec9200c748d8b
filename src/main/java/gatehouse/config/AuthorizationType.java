package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * How a route finds out whether a caller may use it.
 *
 * <p>AWS: {@code AuthorizationType} of the ApiGatewayV2 API.
 */
public enum AuthorizationType {
  /** Everybody may. */
  NONE(true),
  /** A {@link Authorizer.JwtAuthorizer} looks at the caller's token. */
  JWT(true),
  /** A {@link Authorizer.RequestAuthorizer} asks a Lambda function. */
  CUSTOM(true),
  /** The caller signs the request with an access key. */
  AWS_IAM(true);

  private final boolean supported;

  AuthorizationType(boolean supported) {
    this.supported = supported;
  }

  /** Whether there is anybody to check it; what is not is refused when it is read. */
  boolean isSupported() {
    return supported;
  }

  /** The authorizer's type that belongs to it; null when it has no authorizer. */
  @Nullable String authorizerType() {
    return switch (this) {
      case JWT -> "JWT";
      case CUSTOM -> "REQUEST";
      case NONE, AWS_IAM -> null;
    };
  }
}
