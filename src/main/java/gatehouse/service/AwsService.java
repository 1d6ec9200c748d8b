package gatehouse.service;

import gatehouse.config.ServiceAction;

/**
 * The services that integrations can ask.
 *
 * <p>AWS: "Service endpoints and quotas", and "Service-specific endpoints" of the AWS SDKs and
 * Tools Reference Guide for the names of variables.
 */
public enum AwsService {
  /** Amazon EventBridge. */
  EVENT_BRIDGE("events", "EVENTBRIDGE"),
  /** Amazon Simple Queue Service. */
  SQS("sqs", "SQS"),
  /** AWS AppConfig. */
  APP_CONFIG("appconfig", "APPCONFIG"),
  /** Amazon Kinesis Data Streams. */
  KINESIS("kinesis", "KINESIS"),
  /** AWS Step Functions. */
  STEP_FUNCTIONS("states", "SFN");

  private final String signingName;
  private final String variableName;

  AwsService(String signingName, String variableName) {
    this.signingName = signingName;
    this.variableName = variableName;
  }

  /** As its signatures and the names of its hosts have it, for example {@code states}. */
  public String signingName() {
    return signingName;
  }

  /** As variables of the environment have it, for example {@code SFN}. */
  public String variableName() {
    return variableName;
  }

  static AwsService of(ServiceAction action) {
    return switch (action) {
      case EVENT_BRIDGE_PUT_EVENTS -> EVENT_BRIDGE;
      case SQS_SEND_MESSAGE, SQS_RECEIVE_MESSAGE, SQS_DELETE_MESSAGE, SQS_PURGE_QUEUE -> SQS;
      case APP_CONFIG_GET_CONFIGURATION -> APP_CONFIG;
      case KINESIS_PUT_RECORD -> KINESIS;
      case STEP_FUNCTIONS_START_EXECUTION,
          STEP_FUNCTIONS_START_SYNC_EXECUTION,
          STEP_FUNCTIONS_STOP_EXECUTION ->
          STEP_FUNCTIONS;
    };
  }
}
