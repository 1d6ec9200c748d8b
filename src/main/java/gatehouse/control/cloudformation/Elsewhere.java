package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources that are not made here, such as functions and roles: what references to them would give
 * on AWS, so that ARNs lead where the configuration's {@code functions/} say. Stateless.
 */
final class Elsewhere {

  static final String FUNCTION = "AWS::Lambda::Function";

  private static final String NAME = "{name}";
  private static final int LONGEST_NAME = 64;

  /**
   * What references to a type give.
   *
   * @param named the property that gives its name
   * @param ref {@code Ref}
   * @param arn {@code Arn}; null when there is none
   */
  private record Form(String named, String ref, @Nullable String arn) {}

  private static final String OF_ACCOUNT = ":{region}:{account}:";

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          form(FUNCTION, "FunctionName", NAME, "lambda" + OF_ACCOUNT + "function:{name}"),
          form("AWS::Lambda::Alias", "Name", "{arn}", "{function}:{name}"),
          form("AWS::Lambda::Version", "Version", "{arn}", "{function}:1"),
          form("AWS::IAM::Role", "RoleName", NAME, "iam::{account}:role/{name}"),
          form(
              "AWS::Logs::LogGroup",
              "LogGroupName",
              NAME,
              "logs" + OF_ACCOUNT + "log-group:{name}:*"),
          form(
              "AWS::SQS::Queue",
              "QueueName",
              "https://sqs.{region}.{suffix}/{account}/{name}",
              "sqs" + OF_ACCOUNT + NAME),
          form("AWS::SNS::Topic", "TopicName", "{arn}", "sns" + OF_ACCOUNT + NAME),
          form("AWS::DynamoDB::Table", "TableName", NAME, "dynamodb" + OF_ACCOUNT + "table/{name}"),
          form("AWS::S3::Bucket", "BucketName", NAME, "s3:::{name}"),
          form(
              "AWS::StepFunctions::StateMachine",
              "StateMachineName",
              "{arn}",
              "states" + OF_ACCOUNT + "stateMachine:{name}"),
          form("AWS::Events::EventBus", "Name", NAME, "events" + OF_ACCOUNT + "event-bus/{name}"),
          form("AWS::Kinesis::Stream", "Name", NAME, "kinesis" + OF_ACCOUNT + "stream/{name}"),
          form(
              "AWS::CertificateManager::Certificate",
              "",
              "{arn}",
              "acm" + OF_ACCOUNT + "certificate/{name}"),
          form(
              "AWS::Cognito::UserPool",
              "",
              "{region}_{name}",
              "cognito-idp" + OF_ACCOUNT + "userpool/{region}_{name}"),
          form("AWS::Cognito::UserPoolClient", "", NAME, null),
          form("AWS::SSM::Parameter", "Name", NAME, null),
          form(
              "AWS::ElasticLoadBalancingV2::Listener",
              "",
              "{arn}",
              "elasticloadbalancing"
                  + OF_ACCOUNT
                  + "listener/app/{name}/0000000000000000/0000000000000000"),
          form(
              "AWS::ServiceDiscovery::Service",
              "Name",
              NAME,
              "servicediscovery" + OF_ACCOUNT + "service/{name}"));

  private Elsewhere() {}

  private static Map.Entry<String, Form> form(
      String type, String named, String ref, @Nullable String arn) {
    return Map.entry(type, new Form(named, ref, arn));
  }

  /** The properties that references to a type need. */
  static List<String> needed(String type) {
    Form form = FORMS.get(type);
    if (form == null) {
      return List.of();
    }
    return form.arn() != null && form.arn().contains("{function}")
        ? List.of(form.named(), "FunctionName")
        : List.of(form.named(), "Value");
  }

  /**
   * The name of a resource: what its properties say, else its logical id.
   *
   * @param properties those that are {@link #needed}, evaluated
   */
  static String name(String type, String logicalId, ObjectNode properties) {
    Form form = FORMS.get(type);
    String name = form == null ? "" : properties.path(form.named()).asText("");
    String bare = name.isEmpty() ? logicalId : name;
    return type.equals(FUNCTION) && bare.length() > LONGEST_NAME
        ? bare.substring(0, LONGEST_NAME)
        : bare;
  }

  /** What {@code Ref} gives. */
  static String ref(String type, String logicalId, ObjectNode properties, Environment environment) {
    Form form = FORMS.get(type);
    return form == null ? logicalId : filled(form.ref(), type, logicalId, properties, environment);
  }

  /**
   * What {@code Fn::GetAtt} gives.
   *
   * @return null when only AWS could tell
   */
  static @Nullable String attribute(
      String type,
      String logicalId,
      String attribute,
      ObjectNode properties,
      Environment environment) {
    Form form = FORMS.get(type);
    boolean isArn = attribute.equals("Arn") || attribute.endsWith("Arn");
    if (isArn && form != null && form.arn() != null) {
      return filled("{arn}", type, logicalId, properties, environment);
    }
    if (isArn && form == null) {
      String[] parts = type.split("::", -1);
      String service = parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : "gatehouse";
      return "arn:%s:%s:%s:%s:%s"
          .formatted(
              environment.partition(),
              service,
              environment.account().region(),
              environment.account().id(),
              logicalId);
    }
    String pool = "cognito-idp.{region}.{suffix}/{region}_{name}";
    String pattern =
        switch (type + "." + attribute) {
          case "AWS::Cognito::UserPool.ProviderName" -> pool;
          case "AWS::Cognito::UserPool.ProviderURL" -> "https://" + pool;
          case "AWS::Cognito::UserPool.UserPoolId",
              "AWS::SQS::Queue.QueueUrl",
              "AWS::Cognito::UserPoolClient.ClientId" ->
              "{ref}";
          case "AWS::SQS::Queue.QueueName",
              "AWS::SNS::Topic.TopicName",
              "AWS::Events::EventBus.Name",
              "AWS::StepFunctions::StateMachine.Name" ->
              NAME;
          default -> null;
        };
    if (type.equals("AWS::SSM::Parameter") && attribute.equals("Value")) {
      return properties.path("Value").asText();
    }
    return pattern == null ? null : filled(pattern, type, logicalId, properties, environment);
  }

  private static String filled(
      String pattern,
      String type,
      String logicalId,
      ObjectNode properties,
      Environment environment) {
    Form form = FORMS.get(type);
    if (form != null && pattern.contains("{ref}")) {
      return ref(type, logicalId, properties, environment);
    }
    String arn = form == null || form.arn() == null ? "" : form.arn();
    String function = properties.path("FunctionName").asText("");
    String ofFunction =
        function.startsWith("arn:")
            ? function
            : "arn:{partition}:lambda" + OF_ACCOUNT + "function:" + function;
    return pattern
        .replace("{arn}", arn.startsWith("{function}") ? arn : "arn:{partition}:" + arn)
        .replace("{function}", ofFunction)
        .replace("{partition}", environment.partition())
        .replace("{region}", environment.account().region())
        .replace("{account}", environment.account().id())
        .replace(
            "{suffix}",
            environment.partition().equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com")
        .replace(NAME, name(type, logicalId, properties));
  }
}
