package gatehouse.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.Headers;
import java.util.function.UnaryOperator;

/**
 * The protocols {@code awsJson1_0} and {@code awsJson1_1}: everything is in the body.
 *
 * @param version of the protocol
 * @param operation with the name of its service in front
 * @param form makes the body of the arguments
 */
record JsonWire(String version, String operation, UnaryOperator<ObjectNode> form) implements Wire {

  @Override
  public Message message(ObjectNode arguments) throws ServiceFailure {
    return new Message(
        "POST",
        "/",
        Headers.of("Content-Type", "application/x-amz-json-" + version, "X-Amz-Target", operation),
        Json.bytes(form.apply(arguments)));
  }
}
