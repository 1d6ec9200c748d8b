package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {

  @TempDir Path directory;

  @BeforeEach
  void write() {
    Run.writePets(directory);
  }

  @Test
  void it_tells_who_answers_what_would_be_sent_and_why_no_other() {
    Run.write(directory, "routes/post.json", Run.route("POST /pets/{id}", "one"));
    assertEquals(
        new Run(
            0,
            """
            API          local
            stage        v0
            variables    host, key (of the stage)
            path         /pets/a b
            route        GET /pets/{id}
                         {id} is `a b`
                         routes/one
            integration  integrations/one, HTTP_PROXY https://${stageVariables.host}/pet/{id}?…
            would send   GET https://pets.example/pet/a%20b?v=1&q=2

            the other routes of the stage, the nearest first:
              ANY /{proxy+}    {proxy+} is greedy, and routes without a greedy variable come first
              POST /pets/{id}  the path fits, the method GET does not
              GET /pets        the route ends before segment 2, `a b`
            """,
            ""),
        route("GET", "/v0/pets/a%20b?q=2"));
  }

  @Test
  void who_may_use_the_route_is_told_and_not_asked() {
    Run.write(
        directory,
        "authorizers/users.json",
        """
        {"Name": "users", "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"],
         "JwtConfiguration": {"Issuer": "https://issuer.test", "Audience": ["pets"]}}
        """);
    Run.write(
        directory,
        "routes/one.json",
        Run.route("GET /pets/{id}", "one")
            .replaceFirst("}$", ",\"AuthorizationType\":\"JWT\",\"AuthorizerId\":\"users\"}"));
    Run run = route("GET", "/v0/pets/7");
    assertTrue(
        run.out().contains("access       JWT by authorizers/users, taken as given\n"), run.out());
    assertTrue(run.out().contains("would send   GET https://pets.example/pet/7"), run.out());
  }

  @Test
  void the_call_of_a_service_is_told_and_not_made() {
    Run.write(
        directory,
        "integrations/one.json",
        """
        {"IntegrationType": "AWS_PROXY", "IntegrationSubtype": "AppConfig-GetConfiguration",
         "RequestParameters": {"Application": "pets", "Environment": "prod", "Configuration": "$request.path.id",
                               "ClientId": "me", "Region": "eu-west-1"}}
        """);
    Run run = route("GET", "/v0/pets/7");
    assertTrue(
        run.out()
            .contains(
                "integration  integrations/one, AWS_PROXY AppConfig-GetConfiguration in eu-west-1\n"
                    + "would send   GET https://appconfig.eu-west-1.amazonaws.com/applications/pets/environments/prod/configurations/7?client_id=me\n"),
        run.out());
  }

  @Test
  void a_url_is_a_path_with_a_host() {
    Run run = route("PUT", "https://api.example/v0/x?y#z");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("would send   PUT http://rest.example:8080/x?y\n"), run.out());
    assertEquals(run, route("PUT", "/v0/x?y", "--host", "api.example"));
    assertEquals(2, route("PUT", "https://a.example/v0", "--host", "b.example").code());
  }

  @Test
  void what_clients_encode_is_encoded() {
    Run run = route("GET", "/v0/pets/ä b");
    assertTrue(run.out().contains("{id} is `ä b`"), run.out());
    assertTrue(run.out().contains("/pet/%C3%A4%20b?v=1"), run.out());
  }

  @Test
  void what_a_deployment_holds_is_told_with_the_deployment() {
    Run.write(directory, "stages/v0.json", "{\"DeploymentId\":\"d1\"}");
    Run.write(
        directory,
        "deployments/d1.json",
        "{\"Routes\":{\"gone\":%s},\"Integrations\":{\"it\":%s}}"
            .formatted(Run.route("GET /gone", "it"), Run.integration("http://gone.example/")));
    Run run = route("GET", "/v0/gone");
    assertTrue(run.out().contains("             Routes.gone in deployments/d1\n"), run.out());
    assertTrue(
        run.out()
            .contains(
                "integration  Integrations.it in deployments/d1, HTTP_PROXY"
                    + " http://gone.example/\n"),
        run.out());
  }

  @Test
  void without_a_route_the_nearest_one_comes_first() {
    Run.write(directory, "stages/v0.json", "{\"Routes\":[\"routes/list\",\"routes/one\"]}");
    Run.write(directory, "integrations/one.json", Run.integration("http://one.example/{id}"));
    Run run = route("DELETE", "/v0/pets/7");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("route        none of 2\n"), run.out());
    assertTrue(run.out().contains("answer       404, from the gateway itself\n"), run.out());
    assertTrue(
        run.out()
            .endsWith(
                """
                the routes of the stage, the nearest first:
                  GET /pets/{id}  the path fits, the method DELETE does not
                  GET /pets       the route ends before segment 2, `7`
                """),
        run.out());
  }

  @Test
  void a_preflight_is_answered_by_the_gateway() {
    Run.write(directory, "stages/v0.json", "{\"Routes\":[\"routes/list\"]}");
    Run.write(directory, "api.json", "{\"CorsConfiguration\":{\"AllowOrigins\":[\"*\"]}}");
    Run run =
        route(
            "OPTIONS",
            "/v0/pets",
            "--header=Origin: https://a.example",
            "--header=Access-Control-Request-Method: GET");
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().contains("route        none of 1\n"), run.out());
    assertTrue(run.out().contains("answer       204, from the gateway itself\n"), run.out());
  }

  @Test
  void a_path_of_no_stage_names_those_that_there_are() {
    assertEquals(
        new Run(
            1,
            """
            404 Not Found: /v1/pets of host localhost leads to no stage; these do:
              /v0  API local, stage v0
            """,
            ""),
        route("GET", "/v1/pets"));
  }

  @Test
  void a_domain_leads_to_its_mappings_alone() {
    Run.write(
        directory,
        "domains/shop.example.json",
        "{\"ApiMappings\":[{\"ApiId\":\"local\",\"Stage\":\"v0\",\"ApiMappingKey\":\"a/b\"}]}");
    Run mapped = route("GET", "https://SHOP.example/a/b/pets");
    assertEquals(0, mapped.code(), mapped.out());
    assertTrue(mapped.out().contains("base path    /a/b\n"), mapped.out());
    assertTrue(mapped.out().contains("path         /pets\n"), mapped.out());
    assertEquals(
        new Run(
            1,
            """
            403 Forbidden: /v0/pets of host shop.example leads to no stage; these do:
              /v0               API local, stage v0
              shop.example/a/b  API local, stage v0
            """,
            ""),
        route("GET", "/v0/pets", "--host", "shop.example"));
  }

  @Test
  void a_path_that_the_gateway_refuses_is_told_so() {
    for (String path : List.of("/v0/../x", "/v0/%zz", "/v0/a\\b")) {
      Run run = route("GET", path);
      assertEquals(1, run.code(), path);
      assertTrue(run.out().startsWith("400 Bad Request: "), run.out());
    }
  }

  @Test
  void a_route_without_target_is_answered_by_the_gateway() {
    Run.write(directory, "routes/one.json", "{\"RouteKey\":\"GET /pets/{id}\"}");
    Run run = route("GET", "/v0/pets/1");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("answer       500, from the gateway itself\n"), run.out());
    assertFalse(run.out().contains("would send"), run.out());
  }

  @Test
  void the_context_path_is_taken_off() {
    assertTrue(
        route("GET", "/v0/pets", "--context-path", "/v0").out().contains("path         /pets\n"));
    Run other = route("GET", "/x/pets", "--context-path", "/v0");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("/x/pets is not below /v0"), other.err());
  }

  @Test
  void many_routes_are_listed_only_upon_request() {
    for (int i = 0; i < 30; i++) {
      Run.write(directory, "routes/r" + i + ".json", Run.route("GET /r" + i, "list"));
    }
    Run run = route("GET", "/v0/pets/1");
    assertTrue(run.out().endsWith("\n  … and 12 more: --all lists them\n"), run.out());
    assertEquals(
        32,
        route("GET", "/v0/pets/1", "--all")
            .out()
            .lines()
            .filter(l -> l.startsWith("  ") && !l.startsWith("   "))
            .count());
  }

  @Test
  void secrets_are_named_and_not_told() {
    Run run = route("GET", "/v0/pets/1", "--header", "Authorization: s3cret");
    assertEquals(0, run.code());
    assertTrue(run.out().contains("host, key (of the stage)"), run.out());
    assertFalse(run.out().contains("s3cret"), run.out());
  }

  @Test
  void nobody_is_called() throws IOException {
    try (ServerSocketChannel upstream = ServerSocketChannel.open()) {
      upstream.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      upstream.configureBlocking(false);
      int port = ((InetSocketAddress) upstream.getLocalAddress()).getPort();
      String url = "http://127.0.0.1:" + port + "/x";
      Run.write(directory, "integrations/list.json", Run.integration(url));
      Run run = route("GET", "/v0/pets");
      assertTrue(run.out().contains("would send   GET " + url + "\n"), run.out());
      assertNull(upstream.accept());
    }
  }

  @Test
  void a_configuration_with_problems_explains_nothing() {
    Run.write(directory, "routes/one.json", "{}");
    Run run = route("GET", "/v0/pets/1");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("/routes/one.json: RouteKey: "), run.out());
    assertTrue(run.out().endsWith("1 problem in 1 file\n"), run.out());
  }

  @Test
  void what_is_no_request_is_wrong_usage() {
    assertEquals(2, route("GET", "v0/pets").code());
    assertEquals(2, route("G T", "/v0/pets").code());
    assertEquals(2, route("GET", "/v0/pets", "--header", "nothing").code());
    assertEquals(2, route("GET", "/v0/pets", "--header", "a b: c").code());
    Run run = Run.of("route", directory.toString(), "GET");
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("gatehouse: URL is missing\n"), run.err());
  }

  private Run route(String method, String url, String... options) {
    List<String> words = new ArrayList<>(List.of("route", directory.toString(), method, url));
    words.addAll(Arrays.asList(options));
    return Run.of(words.toArray(String[]::new));
  }
}
