package gatehouse.control.cloudformation.template;

import gatehouse.http.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pseudo parameters stand for. Immutable.
 *
 * <p>AWS: "Pseudo parameters reference".
 *
 * @param account that everything is in
 * @param stackName of the stack
 * @param stackId its ARN
 */
public record Environment(Account account, String stackName, String stackId) {

  static final String PREFIX = "AWS::";
  static final String NO_VALUE = "AWS::NoValue";
  static final String NOTIFICATIONS = "AWS::NotificationARNs";

  static final List<String> NAMES =
      List.of(
          "AWS::AccountId",
          NO_VALUE,
          NOTIFICATIONS,
          "AWS::Partition",
          "AWS::Region",
          "AWS::StackId",
          "AWS::StackName",
          "AWS::URLSuffix");

  /** {@code aws}, or what the region belongs to. */
  public String partition() {
    String region = account.region();
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** The text of a pseudo parameter; null when it has none, or there is no such. */
  @Nullable String text(String name) {
    return switch (name) {
      case "AWS::AccountId" -> account.id();
      case "AWS::Partition" -> partition();
      case "AWS::Region" -> account.region();
      case "AWS::StackId" -> stackId;
      case "AWS::StackName" -> stackName;
      case "AWS::URLSuffix" -> partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
      default -> null;
    };
  }
}
