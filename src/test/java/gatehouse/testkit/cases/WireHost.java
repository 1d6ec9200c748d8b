package gatehouse.testkit.cases;

import gatehouse.testkit.Field;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import java.nio.charset.StandardCharsets;

/** Performs a case's exchange over a real connection. */
final class WireHost {

  private WireHost() {}

  static Host.Answer exchange(int port, Host.Sent request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method() + " " + request.target() + " HTTP/1.1\r\n");
    boolean chunked = false;
    for (Field field : request.headers()) {
      head.append(field.name() + ": " + field.value() + "\r\n");
      chunked |= field.name().equalsIgnoreCase("transfer-encoding");
    }
    try (RawClient client = RawClient.connect(port)) {
      client.send(head + "\r\n");
      if (chunked) {
        client.sendChunk(new String(request.body(), StandardCharsets.UTF_8)).sendLastChunk();
      } else {
        client.send(request.body());
      }
      RawAnswer answer =
          request.method().equals("HEAD") ? client.readAnswerToHead() : client.readAnswer();
      return new Host.Answer(
          answer.status(), answer.head().fields(), answer.body(), answer.complete());
    }
  }
}
