package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  @TempDir Path directory;

  @BeforeEach
  void write() {
    Run.writePets(directory);
  }

  @Test
  void a_configuration_that_is_fine_is_listed_by_stage() {
    Run.write(directory, "stages/default.json", "{\"Routes\":[\"routes/list\"]}");
    assertEquals(
        new Run(
            0,
            """
            API local, stage $default
              GET     /pets -> HTTP_PROXY https://pets.example/all

            API local, stage v0
              GET     /v0/pets      -> HTTP_PROXY https://pets.example/all
              GET     /v0/pets/{id} -> HTTP_PROXY https://${stageVariables.host}/pet/{id}?…
              ANY     /v0/{proxy+}  -> HTTP_PROXY http://rest.example:8080/{proxy}

            fine: 1 API, 2 stages, 4 routes, 0 warnings
            """,
            ""),
        check());
  }

  @Test
  void all_problems_are_told_sorted_and_each_with_the_path_of_its_file() {
    Run.write(directory, "routes/one.json", Run.route("GET /pets/{id", "one"));
    Run.write(directory, "routes/list.json", Run.route("GET /pets", "lisst"));
    Run.write(directory, "integrations/zzz.json", "{");
    Run run = check();
    assertEquals(1, run.code());
    assertEquals("", run.err());
    var lines = run.out().lines().toList();
    assertEquals(4, lines.size(), run.out());
    assertTrue(
        lines
            .get(0)
            .startsWith(directory + "/integrations/zzz.json: is not valid JSON, at line 1"));
    assertTrue(lines.get(1).startsWith(directory + "/routes/list.json: Target: "), run.out());
    assertTrue(lines.get(1).contains("`integrations/list`"), run.out());
    assertTrue(lines.get(2).startsWith(directory + "/routes/one.json: RouteKey: "), run.out());
    assertEquals("3 problems in 3 files", lines.get(3));
  }

  @Test
  void a_warning_names_its_file_and_is_no_problem() {
    Run.write(directory, "routes/one.json", "{\"RouteKey\":\"GET /pets/{id}\"}");
    Run run = check();
    assertEquals(0, run.code());
    String warning =
        directory
            + "/routes/one.json: warning: `GET /pets/{id}` has no Target and answers 500: add one"
            + " such as `integrations/ID`\n";
    assertTrue(run.out().contains("GET     /v0/pets/{id} -> 500, no Target\n"), run.out());
    assertTrue(
        run.out().endsWith(warning + "fine: 1 API, 1 stage, 3 routes, 1 warning\n"), run.out());
    assertEquals(new Run(0, warning, ""), check("--quiet"));
  }

  @Test
  void quiet_is_silent_when_all_is_fine_and_not_when_it_is_not() {
    assertEquals(new Run(0, "", ""), check("--quiet"));
    Run.write(directory, "routes/one.json", "{}");
    Run run = check("--quiet");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("/routes/one.json: RouteKey: "), run.out());
  }

  @Test
  void the_context_path_is_in_front_or_is_the_stage() {
    assertTrue(check("--context-path=/gw").out().contains("/gw/v0/pets/{id}"));
    assertTrue(check("--context-path", "/v0").out().contains("GET     /v0/pets/{id}"));
    Run run = check("--context-path", "v0");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("option --context-path is `v0`"), run.err());
  }

  @Test
  void settings_of_the_server_change_what_is_a_problem() {
    Run.write(
        directory,
        "integrations/one.json",
        Run.integration("http://x.example/{id}").replace("}\"}", "}\",\"TimeoutInMillis\":40000}"));
    Run run = check();
    assertEquals(1, run.code());
    assertTrue(run.out().contains("/integrations/one.json: TimeoutInMillis: "), run.out());
    assertEquals(0, check("--max-integration-timeout-millis=40000").code());
    assertEquals(2, check("--max-integration-timeout-millis=40").code());
  }

  @Test
  void the_quotas_of_aws_count_when_they_are_asked_for() {
    for (int i = 0; i < 10; i++) {
      Run.write(directory, "stages/s" + i + ".json", "{}");
    }
    assertEquals(0, check().code());
    assertEquals(0, check("--quotas=none").code());
    assertEquals(1, check("--quotas", "aws").code());
    assertEquals(2, check("--quotas", "aws", "--max-integration-timeout-millis=40000").code());
    assertEquals(2, check("--quotas", "azure").code());
  }

  @Test
  void what_a_server_tells_of_authorizers_is_told_and_nobody_is_asked() {
    Run.write(
        directory,
        "authorizers/users.json",
        "{\"Name\":\"users\",\"AuthorizerType\":\"JWT\",\"IdentitySource\":[\"$request.header.Authorization\"],\"JwtConfiguration\":{\"Issuer\":\"http://issuer.example\",\"Audience\":[\"pets\"]}}");
    Run.write(
        directory,
        "authorizers/guard.json",
        "{\"Name\":\"guard\",\"AuthorizerType\":\"REQUEST\",\"AuthorizerPayloadFormatVersion\":\"2.0\",\"AuthorizerCredentialsArn\":\"arn:aws:iam::123456789012:role/x\",\"AuthorizerUri\":\"arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.nope}\"}");
    Run.write(directory, "routes/list.json", authorized("GET /pets", "list", "JWT", "users"));
    Run.write(directory, "routes/one.json", authorized("GET /pets/{id}", "one", "CUSTOM", "guard"));
    Run run = check("--quiet");
    assertEquals(0, run.code(), run.err());
    List<String> warnings = run.out().lines().toList();
    assertEquals(3, warnings.size(), run.out());
    assertTrue(
        run.out()
            .contains("/authorizers/guard.json: warning: AuthorizerCredentialsArn: is not assumed"),
        run.out());
    assertTrue(
        run.out()
            .contains(
                "/authorizers/users.json: warning: JwtConfiguration.Issuer: is not https, so no keys"),
        run.out());
    assertTrue(
        run.out()
            .contains(
                "/routes/one.json: warning: AuthorizerId: names an authorizer whose AuthorizerUri"),
        run.out());
  }

  private static String authorized(String key, String id, String type, String authorizer) {
    return Run.route(key, id)
        .replaceFirst(
            "\\{\"RouteKey\"",
            "{\"AuthorizationType\":\"%s\",\"AuthorizerId\":\"%s\",\"RouteKey\""
                .formatted(type, authorizer));
  }

  @Test
  void json_holds_the_same_for_programs() throws IOException {
    Run.write(directory, "routes/ä.json", "{}");
    Run problems = check("--json");
    assertEquals(1, problems.code());
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(problems.out()));
    JsonNode document = new ObjectMapper().readTree(problems.out());
    assertEquals(directory.toString(), document.at("/directory").textValue());
    assertEquals("routes/ä.json", document.at("/problems/0/file").textValue());
    assertTrue(document.at("/problems/0/property").isNull());
    assertEquals("RouteKey", document.at("/problems/1/property").textValue());
    assertFalse(document.at("/problems/1/message").textValue().isBlank());
    assertEquals(0, document.at("/routes").size());
    assertEquals(0, document.at("/warnings").size());
  }

  @Test
  void json_lists_routes_and_warnings() throws IOException {
    Run.write(directory, "routes/rest.json", "{\"RouteKey\":\"$default\"}");
    Run run = check("--json");
    assertEquals(0, run.code());
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertEquals(0, document.at("/problems").size());
    assertEquals("routes/rest.json", document.at("/warnings/0/file").textValue());
    assertTrue(
        document.at("/warnings/0/message").textValue().startsWith("`$default` has no Target"));
    assertEquals(3, document.at("/routes").size());
    JsonNode one = document.at("/routes/1");
    assertEquals("local", one.at("/apiId").textValue());
    assertEquals("v0", one.at("/stageName").textValue());
    assertEquals("one", one.at("/routeId").textValue());
    assertEquals("GET /pets/{id}", one.at("/routeKey").textValue());
    assertEquals("/v0/pets/{id}", one.at("/place").textValue());
    assertEquals("one", one.at("/integrationId").textValue());
    assertTrue(document.at("/routes/2/integrationId").isNull());
    assertEquals(2, check("--json", "--quiet").code());
  }

  @Test
  void mappings_of_domains_are_listed() throws IOException {
    Run.write(
        directory,
        "domains/shop.example.json",
        "{\"ApiMappings\":[{\"ApiId\":\"local\",\"Stage\":\"v0\",\"ApiMappingKey\":\"a\"}]}");
    String text = check().out();
    assertTrue(
        text.contains("\n\ndomains\n  shop.example/a -> API local, stage v0\n\nfine: "), text);
    JsonNode mapping = new ObjectMapper().readTree(check("--json").out()).at("/mappings/0");
    assertEquals("shop.example", mapping.at("/domainName").textValue());
    assertEquals("a", mapping.at("/apiMappingKey").textValue());
    assertEquals("local", mapping.at("/apiId").textValue());
    assertEquals("v0", mapping.at("/stageName").textValue());
  }

  @Test
  void a_directory_without_configuration_is_a_wrong_one() {
    Run missing = Run.of("check", directory.resolve("no such").toString());
    assertEquals(2, missing.code());
    assertTrue(missing.err().startsWith("gatehouse: there is no directory `"), missing.err());
    assertEquals(2, Run.of("check", directory.resolve("stages/v0.json").toString()).code());
    Run.write(directory, "other/x.json", "{}");
    Run other = Run.of("check", directory.resolve("other").toString());
    assertEquals(2, other.code());
    assertTrue(other.err().contains("holds no configuration"), other.err());
    assertEquals("", other.out());
  }

  @Test
  void values_that_may_be_secret_are_not_printed() {
    assertFalse(check().out().contains("s3cret"));
    assertFalse(check("--json").out().contains("s3cret"));
  }

  private Run check(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "check";
    words[1] = directory.toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return Run.of(words);
  }
}
