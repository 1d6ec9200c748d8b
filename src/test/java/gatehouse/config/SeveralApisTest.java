package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.INTEGRATION;
import static gatehouse.config.ConfigurationJsonTest.ROUTE;
import static gatehouse.config.ConfigurationJsonTest.example;
import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralApisTest {

  @Test
  void every_api_has_files_of_its_own_beside_the_plain_one() {
    Map<String, String> files = example();
    files.put("apis/shop/stages/prod.json", "{}");
    files.put("apis/shop/routes/ja32tiv.json", "{\"RouteKey\":\"GET /shop\"}");
    files.put("apis/pets/stages/$default.json", "{}");
    Configuration configuration = read(files);
    assertEquals("local", configuration.plain().id());
    assertEquals(List.of("pets", "shop"), List.copyOf(configuration.apis().keySet()));
    Api shop = configuration.apis().get("shop");
    assertEquals("shop", shop.id());
    assertEquals("apis/shop/", shop.settings().directory());
    assertEquals(RouteKey.parse("GET /shop"), shop.routes().get("ja32tiv").key());
    assertEquals(Set.of("v0"), configuration.plain().stages().keySet());
  }

  @Test
  void there_may_be_no_plain_api() {
    Configuration configuration = read(Map.of("apis/shop/stages/prod.json", "{}"));
    assertNull(configuration.plain());
    assertEquals(Set.of("shop"), configuration.apis().keySet());
  }

  @Test
  void what_get_api_prints_is_read() {
    String json =
        """
        {"ApiEndpoint": "https://shop.execute-api.eu-west-1.amazonaws.com", "ApiId": "shop",
        "ApiKeySelectionExpression": "$request.header.x-api-key", "CreatedDate": "2024-01-01T00:00:00Z",
        "Description": "d", "DisableExecuteApiEndpoint": true, "IpAddressType": "ipv4", "Name": "The shop",
        "ProtocolType": "HTTP", "RouteSelectionExpression": "${request.method} ${request.path}",
        "Tags": {}, "Version": "1", "CorsConfiguration": {}}\
        """;
    Api shop = read(Map.of("apis/shop/api.json", json)).apis().get("shop");
    assertEquals(new Api.ApiSettings("apis/shop/", "The shop", null, true), shop.settings());
    String other =
        json.replace("${request.method} ${request.path}", "$request.method $request.path")
            .replace("$request.header.x-api-key", "$context.authorizer.usageIdentifierKey");
    assertEquals(
        shop.settings(), read(Map.of("apis/shop/api.json", other)).apis().get("shop").settings());
    Api plain = read(Map.of("api.json", json)).plain();
    assertEquals("shop", plain.id());
    assertTrue(plain.settings().executeApiEndpointDisabled());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"ApiId\":\"sho\" | ApiId: is not `shop`, the directory's name: rename the directory, or remove the property",
        "\"ProtocolType\":\"WEBSOCKET\" | ProtocolType: must be `\"HTTP\"`, all that this version of Gatehouse supports: write that, or remove it",
        "\"RouteSelectionExpression\":\"$request.body.action\" | RouteSelectionExpression: must be `\"${request.method} ${request.path}\"`, all that this version of Gatehouse supports: write that, or remove it",
        "\"DisableExecuteApiEndpoint\":\"yes\" | DisableExecuteApiEndpoint: is a string, but must be true or false",
        "\"Nmae\":\"x\" | Nmae: is unknown: did you mean `Name`?",
        "\"Name\":5 | Name: is a number, but must be a string in double quotes",
      })
  void an_api_is_checked(String property, String message) {
    assertEquals(
        List.of("apis/shop/api.json: " + message),
        problems(Map.of("apis/shop/api.json", "{" + property + "}")));
  }

  @Test
  void the_id_of_the_plain_api_is_checked_too() {
    assertEquals(
        List.of(
            "api.json: ApiId: is `a.b`, which is no id of an API: write 1 to 63 lower-case letters,"
                + " digits and hyphens, none at an end"),
        problems(Map.of("api.json", "{\"ApiId\":\"a.b\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "-shop", "shop-", "my_shop", "a.b", "größe"})
  void ids_of_apis_stand_in_host_names(String id) {
    assertEquals(
        List.of(
            "apis/"
                + id
                + ": has a name that is no id of an API: write 1 to 63 lower-case letters, digits"
                + " and hyphens, none at an end"),
        problems(
            Map.of("apis/" + id + "/stages/a.json", "{}", "apis/" + id + "/stages/b.json", "{}")));
  }

  @Test
  void an_id_has_at_most_63_characters() {
    String longest = "a" + "-".repeat(61) + "9";
    assertTrue(read(Map.of("apis/" + longest + "/api.json", "{}")).apis().containsKey(longest));
    assertEquals(1, problems(Map.of("apis/" + longest + "a/api.json", "{}")).size());
  }

  @Test
  void the_plain_api_and_another_cannot_have_one_id() {
    String message =
        ": has the id of the API at the top: rename it, or give `api.json` there another `ApiId`";
    Map<String, String> files = example();
    files.put("apis/local/stages/a.json", "{}");
    assertEquals(List.of("apis/local" + message), problems(files));
    files.put("api.json", "{\"ApiId\":\"main\"}");
    assertEquals(Set.of("local"), read(files).apis().keySet());
    files.put("apis/main/stages/a.json", "{}");
    assertEquals(List.of("apis/main" + message), problems(files));
  }

  @Test
  void problems_of_an_api_tell_the_path_from_the_top_and_references_stay_in_the_api() {
    Map<String, String> files = example();
    files.put("apis/shop/stages/v0.json", "{\"Routes\":[\"routes/ja32tiv\",\"routes/lits\"]}");
    files.put(
        "apis/shop/routes/list.json",
        "{\"RouteKey\":\"GET /\",\"Target\":\"integrations/pa09itl\"}");
    files.put("apis/shop/routes/twin.json", "{\"RouteKey\":\"GET /\"}");
    files.put("apis/shop/stages/v1.json", "{}");
    files.put("apis/shop/integrations/up.json", INTEGRATION.replace("/get", "/{id}"));
    files.put(
        "apis/shop/routes/id.json", "{\"RouteKey\":\"GET /x\",\"Target\":\"integrations/up\"}");
    assertEquals(
        List.of(
            "apis/shop/routes/id.json: Target: is `integrations/up`, whose URI has `{id}`, but the"
                + " route key `GET /x` has no variables: correct one of them",
            "apis/shop/routes/list.json: Target: is `integrations/pa09itl`, but there is no file"
                + " `apis/shop/integrations/pa09itl.json`: add it, or correct the reference",
            "apis/shop/routes/twin.json: RouteKey: is `GET /`, the same as `GET /` in"
                + " `apis/shop/routes/list.json`: change one of them, or remove it",
            "apis/shop/stages/v0.json: Routes[0]: is `routes/ja32tiv`, but there is no file"
                + " `apis/shop/routes/ja32tiv.json`: add it, or correct the reference",
            "apis/shop/stages/v0.json: Routes[1]: is `routes/lits`, but there is no file"
                + " `apis/shop/routes/lits.json`: did you mean `routes/list`?"),
        problems(files));
  }

  @Test
  void directories_that_are_nearly_right_are_told_wherever_they_are() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("apis/shop/Routes/a.json", "{}");
    files.put("apis/shop/domains/a.json", "{}");
    files.put("apis/shop/apis/x/api.json", "{}");
    files.put("apis/shop/API.json", "{}");
    files.put("Api.json", "{}");
    files.put("domain/a.json", "{}");
    files.put("deploymnets/a.json", "{}");
    files.put("aips/shop/api.json", "{}");
    files.put("apis/shop/notes/a.json", "{");
    files.put("apis/readme.md", "");
    files.put("app.json", "{");
    assertEquals(
        List.of(
            "Api.json: is not read: name it `api.json`",
            "aips: is not read: name the directory `apis`, or give it a name of its own",
            "apis/shop/API.json: is not read: name it `api.json`",
            "apis/shop/Routes: is not read: name the directory `routes`, or give it a name of its own",
            "apis/shop/apis: is not read here: move it to the top, as `apis/`",
            "apis/shop/domains: is not read here: move it to the top, as `domains/`",
            "deploymnets: is not read: name the directory `deployments`, or give it a name of its own",
            "domain: is not read: name the directory `domains`, or give it a name of its own"),
        problems(files));
  }

  @Test
  void hidden_directories_are_no_apis() {
    Map<String, String> files = example();
    files.put("apis/.git/routes/a.json", "{");
    files.put("apis/..2024_1/shop/routes/a.json", "{");
    files.put("apis/shop~/routes/a.json", "{");
    assertEquals(read(example()), read(files));
  }

  @Test
  void apis_with_the_same_files_are_told_apart() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String prefix : List.of("", "apis/a/", "apis/b/")) {
      files.put(prefix + "routes/ja32tiv.json", ROUTE);
      files.put(prefix + "integrations/pa09itl.json", INTEGRATION);
    }
    Configuration configuration = read(files);
    assertEquals(configuration.apis().get("a").routes(), configuration.apis().get("b").routes());
    assertEquals(configuration.plain().routes(), configuration.apis().get("b").routes());
  }
}
