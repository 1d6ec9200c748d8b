package gatehouse.lambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.config.PayloadFormat;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.QueryParameters;
import gatehouse.http.Refusal;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.util.Base64;
import java.util.List;

/** A target, fields, an empty line and a body: functions are told of them what they are. */
final class EventFuzz implements FuzzTarget {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventHeaders HEADERS =
      new EventHeaders(() -> "1-00000000-000000000000000000000000");

  @Override
  public void check(Draws input) throws Exception {
    String[] target = input.line().split("\\?", 2);
    String query = target.length < 2 ? null : target[1];
    Headers.Builder headers = new Headers.Builder(4);
    for (String line = input.line(); !line.isEmpty(); line = input.line()) {
      String[] field = line.split(":", 2);
      try {
        headers.add(field[0], field.length < 2 ? "" : field[1].strip());
      } catch (IllegalArgumentException none) {
        // No container lets it through.
      }
    }
    byte[] body = input.bytes();
    Exchange exchange;
    try {
      exchange =
          Exchanges.of(Exchanges.request("POST", target[0], query, headers.build(), Body.of(body)));
    } catch (Refusal noPath) {
      return;
    }
    for (PayloadFormat format : PayloadFormat.values()) {
      byte[] event = new IntegrationEvent(format, HEADERS).of(exchange, body);
      JsonNode told = JSON.readTree(event);
      JsonNode written = told.path("body");
      if (body.length == 0) {
        assertTrue(written.isNull() || written.isMissingNode());
      } else if (told.path("isBase64Encoded").asBoolean()) {
        assertArrayEquals(body, Base64.getDecoder().decode(written.textValue()));
      } else {
        assertArrayEquals(body, written.textValue().getBytes("UTF-8"));
      }
      assertTrue(event.length < 8_000 + 16 * (body.length + 4_000), () -> event.length + " bytes");
      if (format == PayloadFormat.V2) {
        assertEquals(query == null ? "" : query, told.path("rawQueryString").textValue());
        for (var parameter : told.path("queryStringParameters").properties()) {
          List<String> values = QueryParameters.values(query, parameter.getKey());
          assertEquals(String.join(",", values), parameter.getValue().textValue());
        }
      }
    }
  }
}
