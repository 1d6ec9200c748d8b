package gatehouse.expression;

/** Where an expression stands, which decides what it may refer to. */
public enum ExpressionKind {
  /** A value of an integration's {@code RequestParameters}. */
  REQUEST,
  /** A value of an integration's {@code ResponseParameters}. */
  RESPONSE,
  /** An entry of an authorizer's {@code IdentitySource}: one reference, not to a body or a path. */
  IDENTITY_SOURCE;

  /** Whether text, and bodies and paths as well, may be in it. */
  boolean isMapping() {
    return this != IDENTITY_SOURCE;
  }

  /** Whether there is a source at that time, {@code request} or the like. */
  boolean has(String source) {
    return switch (source) {
      case "request" -> this != RESPONSE;
      case "response" -> this == RESPONSE;
      default -> true;
    };
  }
}
