package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Lambda function: {@code arn:aws:lambda:us-east-1:123456789012:function:pets:live}.
 * Immutable.
 *
 * <p>AWS: "Actions, resources, and condition keys for AWS Lambda".
 *
 * @param partition {@code aws}, {@code aws-cn} or the like
 * @param region such as {@code us-east-1}
 * @param accountId 12 digits
 * @param name of the function
 * @param qualifier a version or an alias; null when the ARN names none
 */
public record FunctionArn(
    String partition, String region, String accountId, String name, @Nullable String qualifier) {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-z-]*):lambda:([a-z]{2}[a-z0-9-]*):(\\d{12}):function:([A-Za-z0-9_-]{1,64})"
              + "(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

  /** How AWS writes the target of an integration or an authorizer in OpenAPI documents. */
  private static final Pattern INVOCATIONS =
      Pattern.compile(
          "arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/(.*)/invocations");

  /**
   * Reads an ARN, alone or within {@code arn:aws:apigateway:REGION:lambda:path/…/invocations}.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static FunctionArn parse(String text) {
    Matcher invocations = INVOCATIONS.matcher(text);
    Matcher arn = ARN.matcher(invocations.matches() ? invocations.group(1) : text);
    if (!arn.matches()) {
      throw new IllegalArgumentException(
          "is %s, which is no function's ARN: write one such as `arn:aws:lambda:us-east-1:123456789012:function:NAME`"
              .formatted(quoted(text)));
    }
    return new FunctionArn(arn.group(1), arn.group(2), arn.group(3), arn.group(4), arn.group(5));
  }

  /** Name and qualifier: {@code pets:live}, or {@code pets}. */
  public String qualifiedName() {
    return qualifier == null ? name : name + ':' + qualifier;
  }

  /** The ARN. */
  @Override
  public String toString() {
    return "arn:%s:lambda:%s:%s:function:%s"
        .formatted(partition, region, accountId, qualifiedName());
  }
}
