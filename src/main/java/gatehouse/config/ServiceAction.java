package gatehouse.config;

import static gatehouse.config.Quote.quoted;
import static gatehouse.config.ServiceParameter.number;
import static gatehouse.config.ServiceParameter.optional;
import static gatehouse.config.ServiceParameter.required;

import gatehouse.config.ServiceParameter.Kind;
import gatehouse.expression.Nearest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of AWS's services without a function in between.
 *
 * <p>AWS: "Integration subtype reference" for HTTP APIs, all of it; each has one version, 1.0.
 */
public enum ServiceAction {
  /** Sends one event. */
  EVENT_BRIDGE_PUT_EVENTS(
      "EventBridge-PutEvents",
      required("Detail", "$request.body"),
      required("DetailType", "pet.sold"),
      required("Source", "com.example.pets"),
      optional("Time", Kind.TIME),
      optional("EventBusName"),
      optional("Resources", Kind.TEXTS),
      optional("TraceHeader")),

  /** Puts one message into a queue. */
  SQS_SEND_MESSAGE(
      "SQS-SendMessage",
      Examples.QUEUE_URL,
      required("MessageBody", "$request.body"),
      number("DelaySeconds", 0, 900),
      optional("MessageAttributes", Kind.ATTRIBUTES),
      optional("MessageDeduplicationId"),
      optional("MessageGroupId"),
      optional("MessageSystemAttributes", Kind.ATTRIBUTES)),

  /** Takes messages of a queue. */
  SQS_RECEIVE_MESSAGE(
      "SQS-ReceiveMessage",
      Examples.QUEUE_URL,
      optional("AttributeNames", Kind.TEXTS),
      number("MaxNumberOfMessages", 1, 10),
      optional("MessageAttributeNames", Kind.TEXTS),
      optional("ReceiveRequestAttemptId"),
      number("VisibilityTimeout", 0, 43_200),
      number("WaitTimeSeconds", 0, 20)),

  /** Takes one message off a queue for good. */
  SQS_DELETE_MESSAGE(
      "SQS-DeleteMessage",
      Examples.QUEUE_URL,
      required("ReceiptHandle", "$request.querystring.receiptHandle")),

  /** Empties a queue. */
  SQS_PURGE_QUEUE("SQS-PurgeQueue", Examples.QUEUE_URL),

  /** Gets a configuration. */
  APP_CONFIG_GET_CONFIGURATION(
      "AppConfig-GetConfiguration",
      required("Application", "pets"),
      required("Environment", "prod"),
      required("Configuration", "$request.path.name"),
      required("ClientId", "$context.identity.sourceIp"),
      optional("ClientConfigurationVersion")),

  /** Puts one record into a data stream. */
  KINESIS_PUT_RECORD(
      "Kinesis-PutRecord",
      required("StreamName", "pets"),
      new ServiceParameter("Data", Kind.BYTES, "$request.body", 0, 0),
      required("PartitionKey", "$context.requestId"),
      optional("SequenceNumberForOrdering"),
      optional("ExplicitHashKey")),

  /** Starts a state machine. */
  STEP_FUNCTIONS_START_EXECUTION(
      "StepFunctions-StartExecution", Examples.STATE_MACHINE, optional("Name"), optional("Input")),

  /** Runs a state machine of the kind EXPRESS to its end. */
  STEP_FUNCTIONS_START_SYNC_EXECUTION(
      "StepFunctions-StartSyncExecution",
      Examples.STATE_MACHINE,
      optional("Name"),
      optional("Input"),
      optional("TraceHeader")),

  /** Stops what a state machine is doing. */
  STEP_FUNCTIONS_STOP_EXECUTION(
      "StepFunctions-StopExecution",
      required("ExecutionArn", "$request.body.executionArn"),
      optional("Cause"),
      optional("Error"));

  /** The version of all of them. */
  static final String VERSION = "1.0";

  /** Parameters that several actions have; enum constants cannot refer to the enum's own fields. */
  private static final class Examples {
    static final ServiceParameter QUEUE_URL =
        required("QueueUrl", "https://sqs.us-east-1.amazonaws.com/123456789012/pets");
    static final ServiceParameter STATE_MACHINE =
        required("StateMachineArn", "arn:aws:states:us-east-1:123456789012:stateMachine:pets");
  }

  private final String subtype;

  // An unmodifiable list of records.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<ServiceParameter> parameters;

  ServiceAction(String subtype, ServiceParameter... parameters) {
    this.subtype = subtype;
    this.parameters = List.of(parameters);
  }

  /** As AWS writes it in {@code IntegrationSubtype}. */
  public String subtype() {
    return subtype;
  }

  /** All parameters but {@code Region}, which every action has. */
  public List<ServiceParameter> parameters() {
    return parameters;
  }

  /** The parameter of this name; null when the action has none. */
  @Nullable ServiceParameter parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether there is an action of this subtype. */
  public static boolean isKnown(String subtype) {
    return Arrays.stream(values()).anyMatch(action -> action.subtype.equals(subtype));
  }

  /**
   * The action of a subtype.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  static ServiceAction parse(String text) {
    for (ServiceAction action : values()) {
      if (action.subtype.equals(text)) {
        return action;
      }
    }
    List<String> known = Arrays.stream(values()).map(ServiceAction::subtype).toList();
    String near = Nearest.loose(text, known);
    throw new IllegalArgumentException(
        near == null
            ? "is %s, which is no subtype: write one of %s"
                .formatted(quoted(text), String.join(", ", known))
            : "is %s, which is no subtype: did you mean %s?".formatted(quoted(text), quoted(near)));
  }
}
