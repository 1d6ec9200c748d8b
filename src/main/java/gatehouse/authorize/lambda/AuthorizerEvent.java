package gatehouse.authorize.lambda;

import gatehouse.http.Exchange;
import gatehouse.lambda.FunctionFailure;
import gatehouse.lambda.JsonOutput;
import gatehouse.lambda.RequestEvent;

/**
 * What an authorizer's function is told of a request: all but its body. Immutable and safe for use
 * by several threads.
 *
 * <p>AWS: "Payload format version" of "Control access to HTTP APIs with AWS Lambda authorizers".
 */
final class AuthorizerEvent {

  private static final int USUAL_BYTES = 2_048;
  private static final String TYPE = "REQUEST";

  private final String version;
  private final RequestEvent request;

  /**
   * Events of one format.
   *
   * @param version {@code 1.0} or {@code 2.0}
   * @param request writes its part in the same format
   */
  AuthorizerEvent(String version, RequestEvent request) {
    this.version = version;
    this.request = request;
  }

  /**
   * An event, as JSON.
   *
   * @param arn of the route as it is called
   * @param identity what is told of the caller
   * @throws FunctionFailure when it is larger than a function takes
   */
  byte[] of(Exchange exchange, String arn, Identity identity) throws FunctionFailure {
    return JsonOutput.object(
        USUAL_BYTES,
        out -> {
          out.writeStringField("version", version);
          out.writeStringField("type", TYPE);
          if (version.equals("1.0")) {
            String joined = String.join(",", identity.texts());
            out.writeStringField("methodArn", arn);
            out.writeStringField("identitySource", joined);
            out.writeStringField("authorizationToken", joined);
          } else {
            out.writeStringField("routeArn", arn);
            JsonOutput.texts(out, "identitySource", identity.texts());
          }
          request.write(out, exchange, identity.fields());
        });
  }
}
