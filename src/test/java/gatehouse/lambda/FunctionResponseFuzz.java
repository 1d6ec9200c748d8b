package gatehouse.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.config.PayloadFormat;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Response;
import gatehouse.testkit.WholeBody;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import gatehouse.testkit.fuzz.Promise;
import java.nio.charset.StandardCharsets;

/** Answers of functions, nearly right or any bytes, make a response that can be sent, or fail. */
final class FunctionResponseFuzz implements FuzzTarget {

  private final JsonEdits edits = new JsonEdits(FuzzDocuments.answers());

  @Override
  public void check(Draws input) throws Exception {
    PayloadFormat format = input.maybe() ? PayloadFormat.V1 : PayloadFormat.V2;
    String method = input.maybe() ? "HEAD" : "GET";
    byte[] payload =
        input.maybe()
            ? input.bytes()
            : edits.next(input).toString().getBytes(StandardCharsets.UTF_8);
    Response response;
    try {
      response = FunctionResponse.of(format, payload, method);
    } catch (MalformedAnswerException fault) {
      Promise.isTold(fault, "");
      JsonNode answer = JsonInput.read(payload);
      assertTrue(
          format == PayloadFormat.V1 || (answer != null && answer.has("statusCode")),
          "in format 2.0 anything else is a body");
      return;
    }
    assertTrue(response.status() >= 200 && response.status() <= 599);
    Headers headers = response.headers();
    HopByHop hopByHop = HopByHop.of(Headers.EMPTY);
    byte[] body = WholeBody.of(response.body()).bytes();
    for (int i = 0; i < headers.size(); i++) {
      assertFalse(hopByHop.contains(headers.name(i)), headers::toString);
      if (headers.name(i).equalsIgnoreCase("Content-Length")) {
        assertEquals("HEAD", method);
        assertEquals(0, body.length);
      }
    }
    assertTrue(headers.all("Content-Length").size() <= 1);
    assertTrue(body.length <= 3 * payload.length);
    if (response.status() == 204 || response.status() == 304) {
      assertEquals(0, body.length);
    }
  }
}
