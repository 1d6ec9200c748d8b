package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.example;
import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the routes of a stage are treated, as the stage's file says it. */
class RouteSettingsTest {

  @Test
  void settings_of_the_stage_and_of_routes_are_read() {
    StageSettings settings =
        settings(
            """
            "DefaultRouteSettings": {"ThrottlingBurstLimit": 5, "ThrottlingRateLimit": 0.5,
              "DetailedMetricsEnabled": true, "DataTraceEnabled": false, "LoggingLevel": "OFF"},
            "RouteSettings": {"GET /postman": {"ThrottlingBurstLimit": 0}}
            """);

    assertEquals(new RouteSettings(5, 0.5, true), settings.defaults());
    assertEquals(Map.of("GET /postman", new RouteSettings(0, null, null)), settings.routes());
    assertEquals(new RouteSettings(0, 0.5, true), settings.of("GET /postman"));
  }

  @Test
  void what_is_absent_is_not_0() {
    assertEquals(StageSettings.NONE, settings("\"DefaultRouteSettings\": {}"));
    assertEquals(
        new RouteSettings(0, 0.0, null),
        settings(
                "\"DefaultRouteSettings\": {\"ThrottlingBurstLimit\": 0, \"ThrottlingRateLimit\":"
                    + " 0}")
            .defaults());
  }

  @Test
  void a_rate_may_be_any_number_that_is_not_negative() {
    for (String rate : List.of("0.001", "1e9", "10000", "1e300", "5e-324")) {
      assertEquals(
          Double.valueOf(rate),
          settings("\"DefaultRouteSettings\": {\"ThrottlingRateLimit\": " + rate + "}")
              .defaults()
              .rateLimit());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ThrottlingRateLimit | -0.5 | is -0.5, but must be 0 or more: requests per second, 0 lets"
            + " nothing pass",
        "ThrottlingRateLimit | 1e999 | is Infinity, but must be 0 or more: requests per second, 0"
            + " lets nothing pass",
        "ThrottlingRateLimit | \"5\" | is a string, but must be a number",
        "ThrottlingRateLimit | null | is null, but must be a number",
        "ThrottlingBurstLimit | -1 | is -1, but must be 0 to 2147483647: requests at one moment, 0"
            + " lets nothing pass",
        "ThrottlingBurstLimit | 2147483648 | is 2147483648, but must be 0 to 2147483647: requests"
            + " at one moment, 0 lets nothing pass",
        "ThrottlingBurstLimit | 1.5 | is a number, but must be a whole number",
        "DetailedMetricsEnabled | 1 | is a number, but must be true or false",
        "ThrottlingBurstlimit | 1 | is unknown: did you mean `ThrottlingBurstLimit`?"
      })
  void what_makes_no_sense_is_refused(String property, String value, String problem) {
    String object = "{\"" + property + "\": " + value + "}";
    assertEquals(
        List.of("stages/v0.json: DefaultRouteSettings." + property + ": " + problem),
        problemsOf("\"DefaultRouteSettings\": " + object));
    assertEquals(
        List.of("stages/v0.json: RouteSettings.GET /postman." + property + ": " + problem),
        problemsOf("\"RouteSettings\": {\"GET /postman\": " + object + "}"));
  }

  @Test
  void settings_of_a_route_that_the_stage_does_not_serve_are_refused() {
    assertEquals(
        List.of(
            "stages/v0.json: RouteSettings.GET /postmen: is no route key of this stage:"
                + " did you mean `GET /postman`?",
            "stages/v0.json: RouteSettings.DELETE /else: is no route key of this stage:"
                + " write one as its route has it, or remove it"),
        problemsOf("\"RouteSettings\": {\"GET /postmen\": {}, \"DELETE /else\": {}}"));

    Map<String, String> files = with("\"RouteSettings\": {\"GET /two\": {}}");
    files.put("routes/two.json", "{\"RouteKey\": \"GET /two\"}");
    assertEquals(
        List.of(
            "stages/v0.json: RouteSettings.GET /two: is no route key of this stage:"
                + " write one as its route has it, or remove it"),
        problems(files),
        "the API has it, the stage does not");
  }

  @Test
  void a_stage_of_a_deployment_may_have_settings_of_routes_of_any_release() {
    Map<String, String> files = example();
    files.put("deployments/d1.json", deployment("GET /old"));
    files.put("deployments/d2.json", deployment("GET /new"));
    String settings =
        ", \"RouteSettings\": {\"GET /new\": {\"ThrottlingRateLimit\": 5}, \"GET /postman\": {}}}";
    for (String id : List.of("d2", "d1")) {
      files.put("stages/v0.json", "{\"DeploymentId\": \"" + id + "\"" + settings);
      Stage stage = read(files).plain().stages().get("v0");
      assertEquals(5, stage.settings().of("GET /new").rateLimit(), id);
    }

    files.put(
        "stages/v0.json",
        "{\"DeploymentId\": \"d1\", \"RouteSettings\": {\"GET /odl\": {}, \"DELETE /else\": {}}}");
    assertEquals(
        List.of(
            "stages/v0.json: RouteSettings.GET /odl: is no route key of this API:"
                + " did you mean `GET /old`?",
            "stages/v0.json: RouteSettings.DELETE /else: is no route key of this API:"
                + " write one as its route has it, or remove it"),
        problems(files));

    files.put("deployments/d2.json", "{");
    assertEquals(1, problems(files).size(), "what the broken one has is not known");
  }

  @Test
  void a_route_that_cannot_be_read_is_told_once() {
    Map<String, String> files = with("\"RouteSettings\": {\"GET /postman\": {}}");
    files.put("routes/ja32tiv.json", "{\"RouteKey\": \"GET\"}");
    assertEquals(
        List.of("routes/ja32tiv.json"),
        problems(files).stream().map(line -> line.substring(0, line.indexOf(": "))).toList());
  }

  private static String deployment(String routeKey) {
    return "{\"Routes\": {\"r\": {\"RouteKey\": \"" + routeKey + "\"}}, \"Integrations\": {}}";
  }

  private static StageSettings settings(String properties) {
    return read(with(properties)).plain().stages().get("v0").settings();
  }

  private static List<String> problemsOf(String properties) {
    return problems(with(properties));
  }

  private static Map<String, String> with(String properties) {
    Map<String, String> files = example();
    files.computeIfPresent(
        "stages/v0.json",
        (file, json) -> json.substring(0, json.length() - 1) + "," + properties + "}");
    return files;
  }
}
