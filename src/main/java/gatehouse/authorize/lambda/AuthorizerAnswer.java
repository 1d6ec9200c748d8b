package gatehouse.authorize.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.authorize.policy.Policy;
import gatehouse.config.Authorizer.RequestAuthorizer;
import gatehouse.http.Caller;
import gatehouse.lambda.FunctionAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verdict of what a function answers. What is not exactly an answer is a failure: nothing
 * is guessed here. Immutable and safe for use by several threads.
 *
 * <p>AWS: "Lambda authorizer response format" of "Control access to HTTP APIs with AWS Lambda
 * authorizers".
 */
final class AuthorizerAnswer {

  /** AWS: the one error that is no failure of the authorizer. */
  private static final String UNAUTHORIZED = "Unauthorized";

  private static final String AUTHORIZED = "isAuthorized";
  private static final String POLICY = "policyDocument";
  private static final String ERROR = "errorMessage";
  private static final int LONGEST_MESSAGE = 512;

  private final boolean simple;
  private final boolean nested;

  /** Reads the answers of an authorizer's function. */
  AuthorizerAnswer(RequestAuthorizer authorizer) {
    this.simple = authorizer.simpleResponses();
    this.nested = !authorizer.payloadFormatVersion().equals("1.0");
  }

  /** Whether answers are policies, and not simply yes or no. */
  boolean arePolicies() {
    return !simple;
  }

  /**
   * The verdict.
   *
   * @throws AuthorizerFailure when the function has failed, or its answer is malformed
   */
  Verdict verdict(FunctionAnswer answer) {
    ObjectNode object = AnswerJson.object(answer.payload());
    if (answer.functionError() != null || (object != null && isError(object))) {
      throw failure(object);
    }
    if (object == null) {
      throw new AuthorizerFailure(
          answer.payload().length > AnswerJson.LARGEST
              ? "the function's answer is larger than %d bytes".formatted(AnswerJson.LARGEST)
              : "the function's answer is no JSON object");
    }
    Rights rights = simple ? simple(object) : policy(object);
    CallerContext context = CallerContext.of(object.get("context"), nested);
    return new Verdict(
        rights,
        new Caller.Authorized(
            simple ? null : principal(object.get("principalId")),
            context.values(),
            context.texts()),
        AnswerJson.weight(answer.payload(), object));
  }

  /** Runtimes that are run locally tell errors in the answer only. */
  private static boolean isError(ObjectNode object) {
    return object.has(ERROR) && !object.has(AUTHORIZED) && !object.has(POLICY);
  }

  private static AuthorizerFailure failure(@Nullable ObjectNode object) {
    JsonNode message = object == null ? null : object.get(ERROR);
    if (message == null || !message.isTextual()) {
      return new AuthorizerFailure("the function has failed");
    }
    String text = message.textValue();
    return text.equals(UNAUTHORIZED)
        ? AuthorizerFailure.unauthorized()
        : new AuthorizerFailure(
            "the function has failed: "
                + text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)));
  }

  private static Rights simple(ObjectNode object) {
    JsonNode authorized = object.get(AUTHORIZED);
    if (authorized == null || !authorized.isBoolean()) {
      throw new AuthorizerFailure("the function's answer has no isAuthorized of true or false");
    }
    return Rights.of(authorized.booleanValue());
  }

  private static Rights policy(ObjectNode object) {
    JsonNode document = object.get(POLICY);
    if (document == null) {
      throw new AuthorizerFailure("the function's answer has no policyDocument");
    }
    try {
      return Rights.of(Policy.parse(document));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static AuthorizerFailure malformed(String fault) {
    return new AuthorizerFailure("the function's policyDocument is malformed: " + fault);
  }

  private static @Nullable String principal(@Nullable JsonNode principal) {
    if (principal == null || principal.isNull()) {
      return null;
    }
    if (!principal.isTextual()) {
      throw new AuthorizerFailure("the function's answer has a principalId that is no text");
    }
    return principal.textValue();
  }
}
