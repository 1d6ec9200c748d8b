package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the function of an {@code AWS_PROXY} integration. AWS: "AWS Lambda proxy integrations for
 * HTTP APIs".
 */
final class FunctionCallJson {

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/\\S{1,512}");

  private FunctionCallJson() {}

  /** The function; null when nobody could be called. */
  static @Nullable FunctionCall read(ObjectJson in) {
    String uri = "\"arn:aws:lambda:us-east-1:123456789012:function:NAME\"";
    in.require("IntegrationUri", uri);
    in.require("PayloadFormatVersion", "\"2.0\"");
    FunctionUri function = in.text("IntegrationUri", FunctionUri::parse);
    PayloadFormat format = in.text("PayloadFormatVersion", PayloadFormat::parse);
    String credentials = in.text("CredentialsArn", FunctionCallJson::credentials);
    if (in.node().has("RequestParameters") && !in.node().get("RequestParameters").isEmpty()) {
      in.problem(
          "RequestParameters",
          "is not for functions, whose events tell of the request as it came: remove it");
    }
    return function == null || format == null
        ? null
        : new FunctionCall(function, format, credentials);
  }

  /** Reports what an HTTP integration cannot have. */
  static void refuseIn(ObjectJson in) {
    if (in.node().has("CredentialsArn")) {
      in.problem("CredentialsArn", "is for functions and services only: remove it");
    }
    in.text("PayloadFormatVersion", FunctionCallJson::onlyFormat);
  }

  private static String onlyFormat(String text) {
    if (text.equals(PayloadFormat.V1.version())) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, but an HTTP integration has no other than `1.0`: write that, or remove it"
            .formatted(quoted(text)));
  }

  /** A role's ARN. */
  static String credentials(String text) {
    if (ROLE.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, which is no role's ARN: the gateway cannot take on its callers' credentials, remove it"
            .formatted(quoted(text)));
  }
}
