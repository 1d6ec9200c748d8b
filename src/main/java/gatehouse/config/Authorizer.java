package gatehouse.config;

import gatehouse.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who decides whether a caller may use the routes that refer to it. Immutable.
 *
 * <p>AWS: {@code Authorizer} of the ApiGatewayV2 API.
 */
public sealed interface Authorizer {

  /** The logical id. */
  String id();

  /** The name for people. */
  String name();

  /**
   * JSON Web Tokens of one issuer.
   *
   * <p>AWS: "Control access to HTTP APIs with JWT authorizers".
   *
   * @param id the logical id
   * @param name for people
   * @param identitySource where the token is: one header or one query parameter
   * @param issuer a URL; what tokens must have as {@code iss}, literally, and where their keys are
   *     told of
   * @param audience tokens must be for one of these; never empty
   */
  record JwtAuthorizer(
      String id, String name, Expression identitySource, String issuer, List<String> audience)
      implements Authorizer {

    /** With a copy of the list. */
    public JwtAuthorizer {
      audience = List.copyOf(audience);
    }
  }

  /**
   * A Lambda function.
   *
   * <p>AWS: "Control access to HTTP APIs with AWS Lambda authorizers".
   *
   * @param id the logical id
   * @param name for people
   * @param identitySources all of which a request must have; also the key of kept results
   * @param uri the function's ARN, by itself or within {@code arn:aws:apigateway:…/invocations};
   *     stage variables may stand in it
   * @param payloadFormatVersion {@code 1.0} or {@code 2.0}
   * @param simpleResponses whether the function answers {@code isAuthorized} and no policy
   * @param resultTtlSeconds for how long results are kept, 0 to 3600; 0 for not at all
   * @param credentialsArn the role to call the function with; null for none
   */
  record RequestAuthorizer(
      String id,
      String name,
      List<Expression> identitySources,
      FunctionUri uri,
      String payloadFormatVersion,
      boolean simpleResponses,
      int resultTtlSeconds,
      @Nullable String credentialsArn)
      implements Authorizer {

    /** With a copy of the list. */
    public RequestAuthorizer {
      identitySources = List.copyOf(identitySources);
    }
  }
}
