package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ParameterMapping.Operation;
import gatehouse.config.ParameterMapping.Target;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterMappingsJsonTest {

  @Test
  void what_the_cli_prints_is_read_in_its_order() {
    ParameterMappings mappings =
        read(
            """
            "RequestParameters": {
              "append:header.header1": "$context.requestId",
              "overwrite:querystring.q r": "x",
              "overwrite:path": "/a/${request.path.id}",
              "remove:header.header2": "''"
            },
            "ResponseParameters": {
              "500": {"append:header.header1": "$context.requestId", "overwrite:statuscode": "403"},
              "404": {"append:header.error": "$stageVariables.environmentId"},
              "200": {}
            }""");

    assertEquals(
        List.of(
            request(Operation.APPEND, Target.HEADER, "header1", "$context.requestId"),
            request(Operation.OVERWRITE, Target.QUERYSTRING, "q r", "x"),
            request(Operation.OVERWRITE, Target.PATH, "", "/a/${request.path.id}"),
            request(Operation.REMOVE, Target.HEADER, "header2", "")),
        mappings.request());
    assertEquals(
        Map.of(
            500,
            List.of(
                response(Operation.APPEND, Target.HEADER, "header1", "$context.requestId"),
                response(Operation.OVERWRITE, Target.STATUSCODE, "", "403")),
            404,
            List.of(
                response(
                    Operation.APPEND, Target.HEADER, "error", "$stageVariables.environmentId")),
            200,
            List.of()),
        mappings.responses());
  }

  @Test
  void what_cloud_formation_writes_is_read() {
    assertEquals(
        List.of(
            response(Operation.APPEND, Target.HEADER, "header1", "$context.requestId"),
            response(Operation.OVERWRITE, Target.STATUSCODE, "", "403")),
        read("""
            "ResponseParameters": {"500": {"ResponseParameters": [
              {"Source": "$context.requestId", "Destination": "append:header.header1"},
              {"Source": "403", "Destination": "overwrite:statuscode"}]}}""")
            .responses()
            .get(500));
  }

  @Test
  void a_list_of_cloud_formation_is_checked_entry_by_entry() {
    assertEquals(
        List.of(
            "ResponseParameters.500.ResponseParameters[1]: is a number, but must be an object",
            "ResponseParameters.500.ResponseParameters[0].Source: is missing: add it, for instance"
                + " `\"Source\": \"$response.header.NAME\"`",
            "ResponseParameters.500.ResponseParameters[2].Source: changes `Via`, a header that AWS"
                + " reserves: remove it"),
        problems(
            """
            "ResponseParameters": {"500": {"ResponseParameters": [
              {"Destination": "append:header.header1"}, 5,
              {"Source": "x", "Destination": "append:header.Via"}]}}"""));
  }

  @Test
  void all_problems_are_told_together() {
    assertEquals(
        List.of(
            "ResponseParameters.2xx: is no status of an integration: write one from `200` to `599`,"
                + " each on its own",
            "ResponseParameters.404: is a string, but must be an object",
            "ResponseParameters.500.overwrite:statuscode: is no status: write one from `200` to"
                + " `599`",
            "ResponseParameters.600: is no status of an integration: write one from `200` to `599`,"
                + " each on its own",
            "RequestParameters.append:header.a: has `$request.headers.x`, and `headers` is unknown:"
                + " did you mean `header`?",
            "RequestParameters.append:header.b: is a number, but must be a string in double quotes"),
        problems(
            """
            "RequestParameters": {
              "append:header.a": "$request.headers.x", "append:header.b": 5},
            "ResponseParameters": {"2xx": {}, "404": "x", "500": {"overwrite:statuscode": "199"},
              "600": {}}"""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "header.a | x | has no operation",
        "add:header.a | x | has `add` where AWS has one of append, overwrite, remove",
        "overwritte:header.a | x | did you mean `overwrite`",
        "append:headers.a | x | did you mean `header`",
        "append:query.a | x | where AWS has one of",
        "append:body | x | where AWS has one of",
        "append:header | x | write `append:header.NAME`",
        "append:querystring. | x | write `append:querystring.NAME`",
        "append:path | /x | write `overwrite:path`",
        "remove:path | '' | write `overwrite:path`",
        "overwrite:path.a | /x | write `overwrite:path`",
        "overwrite:statuscode | 200 | where AWS has one of header, querystring, path",
        "append:header.a b | x | is no name of a header",
        "append:header.a: | x | is no name of a header",
        "append:header.a | '' | has no value",
        "append:header.a | $response.header.a | there is not in a request",
        "append:header.Host | x | write `overwrite:header.Host`",
        "remove:header.host | '' | write `overwrite:header.Host`",
        "overwrite:path | x | is no path",
        "overwrite:path | /a/../b | is no path",
        "overwrite:path | /a/..;x | is no path",
        "overwrite:path | /. | is no path",
        "overwrite:path | /a\\b | is no path",
      })
  void keys_and_values_are_checked(String key, String value, String fault) {
    List<String> problems =
        problems(
            "\"RequestParameters\": {\"%s\": \"%s\"}".formatted(key, value.replace("\\", "\\\\")));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("RequestParameters." + key + ": "), problems.get(0));
    assertTrue(problems.get(0).contains(fault), problems.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access-control-allow-origin",
        "Access-Control-",
        "apigw-requestid",
        "Authorization",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Location",
        "Forwarded",
        "Keep-Alive",
        "Origin",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailers",
        "Transfer-Encoding",
        "Upgrade",
        "x-amz-date",
        "X-Amzn-Trace-Id",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "x-forwarded-proto",
        "Via"
      })
  void headers_that_aws_reserves_are_refused_in_both_directions(String name) {
    for (String operation : List.of("append", "overwrite", "remove")) {
      String mapping = "{\"%s:header.%s\": \"x\"}".formatted(operation, name);
      for (String problems :
          List.of(
              problems("\"RequestParameters\": " + mapping).toString(),
              problems("\"ResponseParameters\": {\"200\": " + mapping + "}").toString())) {
        assertTrue(problems.contains("a header that AWS reserves"), problems);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Expect", "Trailer", "Proxy-Connection", "HTTP2-Settings"})
  void headers_of_one_connection_are_refused(String name) {
    String problems =
        problems("\"RequestParameters\": {\"append:header." + name + "\": \"x\"}").toString();
    assertTrue(problems.contains("concerns one connection"), problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "Cookie",
        "Set-Cookie",
        "X-Forwarded-Port",
        "Forwarded-For",
        "X-A"
      })
  void other_headers_may_be_mapped(String name) {
    assertEquals(
        name,
        read("\"RequestParameters\": {\"overwrite:header." + name + "\": \"x\"}")
            .request()
            .get(0)
            .name());
  }

  @Test
  void a_constant_with_a_control_character_is_refused() {
    assertEquals(
        List.of(
            "RequestParameters.append:header.a: has a control character, which no header can have:"
                + " remove it"),
        problems("\"RequestParameters\": {\"append:header.a\": \"x\\r\\nEvil: 1\"}"));
  }

  @Test
  void values_are_not_in_texts_for_people() {
    ParameterMapping mapping = request(Operation.APPEND, Target.HEADER, "key", "secret");
    assertEquals("APPEND:HEADER.key", mapping.toString());
  }

  private static ParameterMapping request(
      Operation operation, Target target, String name, String value) {
    return new ParameterMapping(
        operation, target, name, Expression.parse(value, ExpressionKind.REQUEST));
  }

  private static ParameterMapping response(
      Operation operation, Target target, String name, String value) {
    return new ParameterMapping(
        operation, target, name, Expression.parse(value, ExpressionKind.RESPONSE));
  }

  private static ParameterMappings read(String properties) {
    return new ConfigurationJson()
        .read(files(properties))
        .plain()
        .integrations()
        .get("i")
        .mappings();
  }

  private static List<String> problems(String properties) {
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> new ConfigurationJson().read(files(properties)));
    return refusal.problems().stream()
        .map(problem -> problem.property() + ": " + problem.message())
        .toList();
  }

  private static ConfigurationFiles files(String properties) {
    String json =
        "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"https://up.example/\", "
            + properties
            + "}";
    return new ConfigurationFiles(
        Map.of("integrations/i.json", json.getBytes(StandardCharsets.UTF_8)), List.of());
  }
}
