package gatehouse.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ServiceAction;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How an action's call is written. Immutable. */
interface Wire {

  /**
   * A call.
   *
   * @param arguments by the names of parameters; the writer may change them
   * @throws UnresolvedException when a value cannot be written
   * @throws ServiceFailure when it is too large
   */
  Message message(ObjectNode arguments) throws ServiceFailure;

  /** The wire of an action. */
  static Wire of(ServiceAction action) {
    return switch (action) {
      case EVENT_BRIDGE_PUT_EVENTS -> new JsonWire("1.1", "AWSEvents.PutEvents", Wire::entries);
      case SQS_SEND_MESSAGE -> sqs("SendMessage");
      case SQS_RECEIVE_MESSAGE -> sqs("ReceiveMessage");
      case SQS_DELETE_MESSAGE -> sqs("DeleteMessage");
      case SQS_PURGE_QUEUE -> sqs("PurgeQueue");
      case APP_CONFIG_GET_CONFIGURATION -> new AppConfigWire();
      case KINESIS_PUT_RECORD ->
          new JsonWire("1.1", "Kinesis_20131202.PutRecord", UnaryOperator.identity());
      case STEP_FUNCTIONS_START_EXECUTION -> stepFunctions("StartExecution");
      case STEP_FUNCTIONS_START_SYNC_EXECUTION -> stepFunctions("StartSyncExecution");
      case STEP_FUNCTIONS_STOP_EXECUTION -> stepFunctions("StopExecution");
    };
  }

  private static Wire sqs(String operation) {
    return new JsonWire("1.0", "AmazonSQS." + operation, UnaryOperator.identity());
  }

  private static Wire stepFunctions(String operation) {
    return new JsonWire("1.0", "AWSStepFunctions." + operation, Wire::inLowerCamelCase);
  }

  private static ObjectNode entries(ObjectNode event) {
    ObjectNode request = Json.object();
    request.putArray("Entries").add(event);
    return request;
  }

  private static ObjectNode inLowerCamelCase(ObjectNode arguments) {
    ObjectNode renamed = Json.object();
    arguments
        .properties()
        .forEach(
            argument -> {
              String name = argument.getKey();
              renamed.set(
                  name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                  argument.getValue());
            });
    return renamed;
  }
}
