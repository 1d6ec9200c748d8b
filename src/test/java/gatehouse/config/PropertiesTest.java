package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.example;
import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adds properties to the smallest example, one by one. */
class PropertiesTest {

  private static final String UNSUPPORTED =
      "is known to AWS but not supported by this version of Gatehouse: remove it";
  private static final String ALL =
      ", all that this version of Gatehouse supports: write that, or remove it";

  @Test
  void what_the_cli_prints_of_a_stage_is_read() {
    add(
        "stages/v0",
        """
        "StageName": "v0", "AutoDeploy": true, "ApiGatewayManaged": false, "CreatedDate": "2024-01-01T00:00:00Z",
        "DefaultRouteSettings": {"DetailedMetricsEnabled": false}, "DeploymentId": "x", "Description": "d",
        "LastDeploymentStatusMessage": "ok", "LastUpdatedDate": "2024", "RouteSettings": {}, "StageVariables": {},
        "Tags": {"a": "b"}\
        """);
  }

  @Test
  void what_the_cli_prints_of_a_route_is_read() {
    add(
        "routes/ja32tiv",
        """
        "RouteId": "ja32tiv", "ApiKeyRequired": false, "AuthorizationType": "NONE", "ApiGatewayManaged": true,
        "AuthorizationScopes": [], "OperationName": "o", "ApiId": "x"\
        """);
  }

  @Test
  void what_the_cli_prints_of_an_integration_is_read() {
    add(
        "integrations/pa09itl",
        """
        "IntegrationId": "pa09itl", "ConnectionType": "INTERNET", "PayloadFormatVersion": "1.0",
        "ApiGatewayManaged": true, "Description": "d", "RequestParameters": {}, "PassthroughBehavior": "WHEN_NO_MATCH"\
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stages/v0 \"ClientCertificateId\": \"x\"",
        "routes/ja32tiv \"ModelSelectionExpression\": \"a\"",
        "routes/ja32tiv \"RequestModels\": {\"a\":\"b\"}",
        "routes/ja32tiv \"RequestParameters\": {\"a\":{}}",
        "routes/ja32tiv \"RouteResponseSelectionExpression\": \"$default\"",
        "integrations/pa09itl \"ContentHandlingStrategy\": \"CONVERT_TO_TEXT\"",
        "integrations/pa09itl \"IntegrationResponseSelectionExpression\": \"a\"",
        "integrations/pa09itl \"RequestTemplates\": {\"a\":\"b\"}",
        "integrations/pa09itl \"TemplateSelectionExpression\": \"a\"",
      })
  void what_aws_knows_and_we_do_not_is_never_overlooked(String text) {
    String file = text.substring(0, text.indexOf(' '));
    String property = text.substring(text.indexOf('"') + 1, text.indexOf("\":"));
    assertEquals(
        List.of(file + ".json: " + property + ": " + UNSUPPORTED),
        problemsOf(file, text.substring(text.indexOf('"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "routes/ja32tiv | ApiKeyRequired | true | `false`",
        "integrations/pa09itl | PassthroughBehavior | \"NEVER\" | `\"WHEN_NO_MATCH\"`",
      })
  void what_has_one_value_has_no_other(String file, String property, String value, String only) {
    assertEquals(
        List.of(file + ".json: " + property + ": must be " + only + ALL),
        problemsOf(file, "\"" + property + "\": " + value));
  }

  @Test
  void objects_have_tables_of_their_own() {
    assertEquals(
        List.of(
            "stages/v0.json: DefaultRouteSettings.DataTraceEnabled: must be `false`" + ALL,
            "stages/v0.json: DefaultRouteSettings.LoggingLevel: must be `\"OFF\"`" + ALL,
            "stages/v0.json: DefaultRouteSettings.Burst: is unknown: remove it, an object of route settings has ThrottlingBurstLimit, ThrottlingRateLimit, DetailedMetricsEnabled"),
        problemsOf(
            "stages/v0",
            "\"DefaultRouteSettings\": {\"DataTraceEnabled\": true, \"LoggingLevel\": \"INFO\", \"Burst\": 1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "routes/ja32tiv | target | did you mean `Target`?",
        "routes/ja32tiv | routekey | did you mean `RouteKey`?",
        "routes/ja32tiv | AuthorizerID | did you mean `AuthorizerId`?",
        "integrations/pa09itl | IntegrationURL | did you mean `IntegrationUri`?",
        "integrations/pa09itl | TimeoutInMilis | did you mean `TimeoutInMillis`?",
        "stages/v0 | StageVaraibles | did you mean `StageVariables`?",
        "routes/ja32tiv | Comment | remove it, a route has RouteKey, Target, AuthorizationType, AuthorizerId, AuthorizationScopes",
        "routes/ja32tiv | a\\nb | remove it, a route has RouteKey, Target, AuthorizationType, AuthorizerId, AuthorizationScopes",
      })
  void unknown_properties_are_told_with_the_nearest(String file, String property, String remedy) {
    assertEquals(
        List.of(file + ".json: " + property.replace("\\n", "\\u000a") + ": is unknown: " + remedy),
        problemsOf(file, "\"" + property + "\": 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "stages/v0 | {\"AutoDeploy\":\"true\"} | AutoDeploy: is a string, but must be true or false",
        "stages/v0 | {\"Name\":1} | Name: is a number, but must be a string in double quotes",
        "stages/v0 | {\"Routes\":\"routes/ja32tiv\"} | Routes: is a string, but must be a list of strings",
        "stages/v0 | {\"Routes\":[{}]} | Routes[0]: is an object, but must be a string in double quotes",
        "stages/v0 | {\"StageVariables\":[]} | StageVariables: is a list, but must be an object",
        "stages/v0 | {\"StageVariables\":{\"a\":true}} | StageVariables.a: is true, but must be a string in double quotes",
        "stages/v0 | {\"DefaultRouteSettings\":\"x\"} | DefaultRouteSettings: is a string, but must be an object",
        "routes/ja32tiv | {\"RouteKey\":null} | RouteKey: is null, but must be a string in double quotes",
        "routes/ja32tiv | {} | RouteKey: is missing: add it, for instance `\"RouteKey\": \"GET /pets/{id}\"`",
        "stages/v0 | {\"Name\":\"a.b\"} | Name: `a.b` is no stage name: write 1 to 128 letters, digits, `_` and `-`, or `$default`",
        "stages/v0 | {\"StageName\":\"\"} | StageName: `` is no stage name: write 1 to 128 letters, digits, `_` and `-`, or `$default`",
        "stages/v0 | {\"Name\":\"a\",\"StageName\":\"b\"} | StageName: is not the same as `Name`: keep one of them",
        "stages/v.0 | {} | Name: is missing, and the file's name cannot stand in: `v.0` is no stage name: write 1 to 128 letters, digits, `_` and `-`, or `$default`",
        "stages/v0 | {\"StageVariables\":{\"a-b\":\"\"}} | StageVariables.a-b: is no name of a stage variable: write 1 to 64 letters, digits and `_`",
        "stages/v0 | {\"StageVariables\":{\"a\":\"b c\"}} | StageVariables.a: has a value that no stage variable can have: write at most 512 letters, digits and `-._~:/?#&=,`",
        "routes/ja32tiv | {\"RouteKey\":\"GET /a/\"} | RouteKey: the path `/a/` ends with a slash, which AWS does not allow: write `/a`",
        "routes/ja32tiv | {\"RouteKey\":\"GET /\",\"RouteId\":\"x\"} | RouteId: is not `ja32tiv`, the file's name: rename the file, or remove the property",
      })
  void wrong_types_and_values_are_told(String file, String json, String message) {
    assertEquals(
        List.of(file + ".json: " + message),
        problems(Map.of(file + ".json", json, "routes/x.json", "{\"RouteKey\":\"GET /x\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "TimeoutInMillis | 1.5 | is a number, but must be a whole number",
        "TimeoutInMillis | 30001 | is 30001, but must be 50 to 30000: milliseconds, the setting `gatehouse.maxIntegrationTimeoutMillis` raises the most",
        "TimeoutInMillis | 99999999999999999999 | is 99999999999999999999, but must be 50 to 30000: milliseconds, the setting `gatehouse.maxIntegrationTimeoutMillis` raises the most",
        "IntegrationMethod | \"get\" | is `get`: write it in upper case, `GET`",
        "IntegrationMethod | \"TRACE\" | is `TRACE`, which is no method: write one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY",
        "IntegrationId | \"x\" | is not `pa09itl`, the file's name: rename the file, or remove the property",
      })
  void an_integration_is_checked(String property, String value, String message) {
    assertEquals(
        List.of("integrations/pa09itl.json: " + property + ": " + message),
        problemsOf("integrations/pa09itl", "\"" + property + "\": " + value));
  }

  @Test
  void the_type_of_an_integration_is_checked() {
    assertEquals(
        List.of(
            "integrations/a.json: IntegrationType: is `HTTPPROXY`, which is no type: write `HTTP_PROXY` or `AWS_PROXY`"),
        problems(
            Map.of(
                "integrations/a.json",
                "{\"IntegrationType\":\"HTTPPROXY\",\"IntegrationUri\":\"http://h\"}")));
  }

  @Test
  void access_log_settings_are_read() {
    String arn = "arn:aws:logs:us-east-1:123456789012:log-group:pets:*";
    Configuration read =
        add(
            "stages/v0",
            "\"AccessLogSettings\":{\"DestinationArn\":\"%s\",\"Format\":\"$context.requestId\"}"
                .formatted(arn));
    assertEquals(
        new AccessLogSettings(LogDestination.parse(arn), LogFormat.parse("$context.requestId")),
        read.plain().stages().get("v0").settings().accessLog());
    assertNull(
        add("stages/v0", "\"AccessLogSettings\":{}")
            .plain()
            .stages()
            .get("v0")
            .settings()
            .accessLog());
  }

  @Test
  void access_log_settings_are_checked() {
    assertEquals(
        List.of(
            "stages/v0.json: AccessLogSettings.DestinationArn: is missing: add it, for instance `\"DestinationArn\": \"container\"`",
            "stages/v0.json: AccessLogSettings.Format: has neither `$context.requestId` nor `$context.extendedRequestId`, one of which AWS demands: add it",
            "stages/v0.json: AccessLogSettings.format: is unknown: did you mean `Format`?"),
        problemsOf("stages/v0", "\"AccessLogSettings\": {\"Format\":\"x\",\"format\":\"x\"}")
            .stream()
            .sorted()
            .toList());
    assertEquals(
        List.of(
            "stages/v0.json: AccessLogSettings.Format: is missing: add it, for instance `\"Format\": \"$context.requestId $context.routeKey $context.status\"`"),
        problemsOf("stages/v0", "\"AccessLogSettings\": {\"DestinationArn\":\"stdout\"}"));
  }

  @Test
  void any_is_read_as_the_method_of_the_client() {
    assertNull(method("\"IntegrationMethod\": \"ANY\""));
    assertEquals("PATCH", method("\"IntegrationMethod\": \"PATCH\""));
  }

  @Test
  void a_stage_has_at_most_100_variables() {
    StringBuilder json = new StringBuilder("\"StageVariables\":{\"v0\":\"\"");
    for (int i = 1; i < 100; i++) {
      json.append(",\"v").append(i).append("\":\"\"");
    }
    add("stages/v0", json + "}");
    assertEquals(
        List.of("stages/v0.json: StageVariables: has 101 variables: keep at most 100"),
        problemsOf("stages/v0", json + ",\"v100\":\"\"}"));
  }

  private static String method(String property) {
    return add("integrations/pa09itl", property).plain().integrations().get("pa09itl").method();
  }

  private static Configuration add(String file, String properties) {
    return read(with(file, properties));
  }

  private static List<String> problemsOf(String file, String properties) {
    return problems(with(file, properties));
  }

  private static Map<String, String> with(String file, String properties) {
    Map<String, String> files = example();
    files.computeIfPresent(
        file + ".json", (f, json) -> json.substring(0, json.length() - 1) + "," + properties + "}");
    return files;
  }
}
