package gatehouse.service;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.aws.CallFault;
import gatehouse.aws.SignedCall;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors that concern who the gateway is, not what the client has asked for. Their texts
 * name our account, role and resources, so no client gets them.
 *
 * <p>AWS: "Common errors" of the services' API references.
 */
final class IdentityErrors {

  /** Also a part of names such as {@code AccessDeniedException}. */
  private static final Set<String> ERRORS =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidSecurity",
          "InvalidSignature",
          "KMSAccessDenied",
          "KmsAccessDenied",
          "MissingAuthenticationToken",
          "NotAuthorized",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClient");

  private static final int LONGEST_ERROR = 64 * 1024;
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,80}");

  private IdentityErrors() {}

  /** What the answer tells of us; null when it does not. */
  static @Nullable ServiceFailure in(SignedCall.Answer answer) {
    if (answer.status() < 400 || answer.status() > 499) {
      return null;
    }
    String code = code(answer);
    String bare = code.endsWith("Exception") ? code.substring(0, code.length() - 9) : code;
    if (!ERRORS.contains(bare)) {
      return null;
    }
    return new ServiceFailure(
        CallFault.FORBIDDEN,
        "%s (%s)".formatted(CallFault.NO_PERMISSION, code),
        answer.status(),
        answer.headers().first("x-amzn-RequestId"),
        null);
  }

  /** Of the field, or else of the body: {@code com.amazon.coral.service#AccessDeniedException}. */
  private static String code(SignedCall.Answer answer) {
    String told = answer.headers().first("x-amzn-ErrorType");
    if (told == null && answer.body().length <= LONGEST_ERROR) {
      JsonNode body = Json.read(new String(answer.body(), StandardCharsets.UTF_8));
      told = body == null ? null : body.path("__type").textValue();
    }
    if (told == null) {
      return "";
    }
    String code = told.split(":", 2)[0].strip();
    code = code.substring(code.indexOf('#') + 1);
    return CODE.matcher(code).matches() ? code : "";
  }
}
