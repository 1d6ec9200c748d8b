package gatehouse.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.config.ServiceAction;
import gatehouse.config.ServiceArgument;
import gatehouse.config.ServiceCall;
import gatehouse.config.ServiceParameter;
import gatehouse.config.ServiceParameter.Kind;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import gatehouse.expression.MessageBody;
import gatehouse.expression.Scope;
import gatehouse.testkit.Exchanges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests bring for parameters of each kind. */
class ArgumentsTest {

  /** A parameter of this kind beside those that its action needs. */
  private static JsonNode value(Kind kind, String brought) {
    ServiceAction action =
        kind == Kind.TIME
            ? ServiceAction.EVENT_BRIDGE_PUT_EVENTS
            : kind == Kind.TEXTS
                ? ServiceAction.SQS_RECEIVE_MESSAGE
                : ServiceAction.SQS_SEND_MESSAGE;
    Map<String, ServiceArgument> arguments = new HashMap<>();
    String name = null;
    for (ServiceParameter parameter : action.parameters()) {
      if (parameter.isRequired()) {
        arguments.put(parameter.name(), argument("x"));
      } else if (parameter.kind() == kind) {
        name = parameter.name();
      }
    }
    arguments.put(name, argument("$request.body"));
    return Arguments.of(new ServiceCall(action, arguments, null, null), scope(brought)).get(name);
  }

  private static ServiceArgument argument(String text) {
    return new ServiceArgument.Value(Expression.parse(text, ExpressionKind.REQUEST));
  }

  private static Scope scope(String body) {
    return Scope.of(Exchanges.get("/", null), new MessageBody(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEXT | a\"b | \"a\\\"b\"",
        "WHOLE_NUMBER | 007 | 7",
        "TIME | 1577836800 | 1577836800",
        "TIME | 1577836800.25 | 1577836800.25",
        "TIME | 1577836800250 | 1577836800.25",
        "TIME | 2020-01-01T00:00:00Z | 1577836800",
        "TIME | 2020-01-01T01:00:00.5+01:00 | 1577836800.5",
        "TEXTS | a | [\"a\"]",
        "TEXTS | a, b,, | [\"a\",\"b\"]",
        "TEXTS | [\"a,b\", \"c\"] | [\"a,b\",\"c\"]",
        "ATTRIBUTES | {\"a\": {\"DataType\": \"Binary\", \"BinaryValue\": \"AA==\"}} | {\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AA==\"}}",
      })
  void a_value_becomes_what_the_service_wants(Kind kind, String brought, String expected) {
    assertEquals(expected, value(kind, brought).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WHOLE_NUMBER | -1",
        "WHOLE_NUMBER | 1.0",
        "WHOLE_NUMBER | ٣",
        "WHOLE_NUMBER | 1234567890",
        "TIME | yesterday",
        "TIME | 2020-01-01T00:00:00",
        "TIME | 1e99",
        "TEXTS | [1]",
        "TEXTS | [\"a\"",
        "TEXTS | [\"a\"] x",
        "ATTRIBUTES | x",
        "ATTRIBUTES | []",
        "ATTRIBUTES | {\"a\": 1}",
        "ATTRIBUTES | {\"a\": {\"DataType\": 1}}",
        "ATTRIBUTES | {\"a\": {\"Other\": \"x\"}}",
        "ATTRIBUTES | {\"a\": {\"StringValue\": \"x\", \"StringValue\": \"y\"}}",
      })
  void what_is_none_of_its_kind_is_refused_and_not_told(Kind kind, String brought) {
    UnresolvedException failure =
        assertThrows(UnresolvedException.class, () -> value(kind, brought));
    assertTrue(
        failure.getMessage().startsWith("Unable to resolve property "), failure.getMessage());
    assertTrue(!failure.getMessage().contains(brought), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"TEXT | ''", "WHOLE_NUMBER | ''", "TEXTS | ,", "TEXTS | []", "ATTRIBUTES | {}"})
  void what_is_empty_is_left_out(Kind kind, String brought) {
    assertNull(value(kind, brought));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "\"a\\udc00b\""})
  void halves_of_letters_are_no_text(String json) {
    ServiceCall call =
        new ServiceCall(
            ServiceAction.SQS_SEND_MESSAGE,
            Map.of("QueueUrl", argument("q"), "MessageBody", argument("$request.body.a")),
            null,
            null);
    assertThrows(
        UnresolvedException.class, () -> Arguments.of(call, scope("{\"a\": " + json + "}")));
  }

  @Test
  void what_the_operator_has_written_as_json_stays_json() {
    ServiceArgument attributes =
        new ServiceArgument.Attributes(
            Map.of(
                "agent",
                Map.of(
                    "DataType", Expression.parse("String", ExpressionKind.REQUEST),
                    "StringValue", Expression.parse("${request.body}", ExpressionKind.REQUEST)),
                "absent",
                Map.of(
                    "DataType", Expression.parse("String", ExpressionKind.REQUEST),
                    "StringValue",
                        Expression.parse("$request.header.absent", ExpressionKind.REQUEST))));
    ServiceCall call =
        new ServiceCall(
            ServiceAction.SQS_SEND_MESSAGE,
            Map.of(
                "QueueUrl", argument("q"),
                "MessageBody", argument("m"),
                "MessageAttributes", attributes),
            null,
            null);
    String brought = "\"}, \"other\": {\"DataType\": \"String\", \"StringValue\": \"";
    JsonNode found = Arguments.of(call, scope(brought)).get("MessageAttributes");
    assertEquals(1, found.size());
    assertEquals(brought, found.at("/agent/StringValue").textValue());
  }

  @Test
  void a_list_that_the_operator_has_written_has_what_there_is() {
    ServiceCall call =
        new ServiceCall(
            ServiceAction.SQS_RECEIVE_MESSAGE,
            Map.of(
                "QueueUrl",
                argument("q"),
                "AttributeNames",
                new ServiceArgument.Texts(
                    List.of(
                        Expression.parse("$request.body", ExpressionKind.REQUEST),
                        Expression.parse("$request.header.absent", ExpressionKind.REQUEST)))),
            null,
            null);
    assertEquals("[\"a,b\"]", Arguments.of(call, scope("a,b")).get("AttributeNames").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void a_dot_segment_leads_nowhere_else(String name) {
    Map<String, ServiceArgument> arguments = new HashMap<>();
    for (ServiceParameter parameter : ServiceAction.APP_CONFIG_GET_CONFIGURATION.parameters()) {
      arguments.put(parameter.name(), argument("x"));
    }
    arguments.put("Environment", argument("$request.body"));
    ServiceCall call =
        new ServiceCall(ServiceAction.APP_CONFIG_GET_CONFIGURATION, arguments, null, null);
    assertThrows(
        UnresolvedException.class,
        () -> Wire.of(call.action()).message(Arguments.of(call, scope(name))));
  }
}
