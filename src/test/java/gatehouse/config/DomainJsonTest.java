package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.DomainName.ApiMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainJsonTest {

  @Test
  void what_get_domain_name_prints_is_read_with_its_mappings() {
    Configuration configuration =
        read(
            files(
                "api.example.com",
                """
                {"ApiMappingSelectionExpression": "$request.basepath", "DomainName": "api.example.com",
                "DomainNameArn": "arn", "DomainNameConfigurations": [{"SecurityPolicy": "TLS_1_2"}],
                "MutualTlsAuthentication": {}, "RoutingMode": "API_MAPPING_ONLY", "Tags": {},
                "ApiMappings": [
                {"ApiId": "shop", "ApiMappingId": "x1", "ApiMappingKey": "orders/v1", "Stage": "prod"},
                {"ApiId": "shop", "Stage": "$default"},
                {"ApiId": "local", "ApiMappingKey": "plain", "Stage": "v0"}]}\
                """));
    assertEquals(
        Map.of(
            "api.example.com",
            new DomainName(
                "api.example.com",
                List.of(
                    new ApiMapping("orders/v1", "shop", "prod"),
                    new ApiMapping("", "shop", "$default"),
                    new ApiMapping("plain", "local", "v0")))),
        configuration.domains());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(none)"})
  void the_empty_key_has_two_spellings(String key) {
    assertEquals("", read(files("a.b", mapping(key))).domains().get("a.b").mappings().get(0).key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "orders/v1/items", "$-_.+!*'()", "a..b/...", "%300"})
  void keys_have_letters_digits_and_some_signs(String text) {
    String key = text.equals("%300") ? "k".repeat(300) : text;
    assertEquals(
        key, read(files("a.b", mapping(key))).domains().get("a.b").mappings().get(0).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "/orders | has a slash at an end or two in a row, so that nothing matches: write `orders/v1`",
        "orders/ | has a slash at an end or two in a row, so that nothing matches: write `orders/v1`",
        "orders//v1 | has a slash at an end or two in a row, so that nothing matches: write `orders/v1`",
        "/ | has a slash at an end or two in a row, so that nothing matches: write `orders/v1`",
        "orders/.. | has a dot segment, and such requests are refused: write it without",
        "a b | is no mapping key: write at most 300 letters, digits and `$-_.+!*'()/`",
        "a%20b | is no mapping key: write at most 300 letters, digits and `$-_.+!*'()/`",
        "größe | is no mapping key: write at most 300 letters, digits and `$-_.+!*'()/`",
        "{id} | is no mapping key: write at most 300 letters, digits and `$-_.+!*'()/`",
      })
  void keys_that_nothing_matches_are_told(String key, String message) {
    assertEquals(
        List.of("domains/a.b.json: ApiMappings[0].ApiMappingKey: " + message),
        problems(files("a.b", mapping(key))));
  }

  @Test
  void a_key_has_at_most_300_characters() {
    assertEquals(1, problems(files("a.b", mapping("k".repeat(301)))).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"ApiId\":\"shpo\",\"Stage\":\"prod\"} | .ApiId: is `shpo`, but there is no API of this id: did you mean `shop`?",
        "{\"ApiId\":\"zzzzzz\",\"Stage\":\"prod\"} | .ApiId: is `zzzzzz`, but there is no API of this id: add it, or correct the reference",
        "{\"ApiId\":\"shop\",\"Stage\":\"prdo\"} | .Stage: is `prdo`, but the API `shop` has no stage of this name: did you mean `prod`?",
        "{\"ApiId\":\"shop\",\"Stage\":\"zzzzzzzzzzz\"} | .Stage: is `zzzzzzzzzzz`, but the API `shop` has no stage of this name: add it, or correct the reference",
        "{\"Stage\":\"prod\"} | .ApiId: is missing: add it, for instance `\"ApiId\": \"local\"`",
        "{\"ApiId\":\"shop\"} | .Stage: is missing: add it, for instance `\"Stage\": \"$default\"`",
        "{\"ApiId\":\"shop\",\"Stage\":\"prod\",\"Key\":1} | .Key: is unknown: remove it, an API mapping has ApiMappingKey, ApiId, Stage",
        "{\"ApiId\":\"shop\",\"Stage\":\"prod\",\"ApiMappingKey\":1} | .ApiMappingKey: is a number, but must be a string in double quotes",
        "[] | : is a list, but must be an object",
      })
  void mappings_are_checked(String mapping, String message) {
    assertEquals(
        List.of("domains/a.b.json: ApiMappings[0]" + message),
        problems(files("a.b", "{\"ApiMappings\":[" + mapping + "]}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"DomainName\":\"b.c\" | DomainName: is not `a.b`, the file's name: rename the file, or remove the property",
        "\"RoutingMode\":\"ROUTING_RULE_ONLY\" | RoutingMode: must be `\"API_MAPPING_ONLY\"`, all that this version of Gatehouse supports: write that, or remove it",
        "\"MutualTlsAuthentication\":{\"TruststoreUri\":\"s3://b/k\"} | MutualTlsAuthentication: is not done here, the server does mutual TLS: have its connector ask for client certificates, and remove this",
        "\"ApiMappings\":{} | ApiMappings: is an object, but must be a list of objects",
        "\"ApiMapping\":[] | ApiMapping: is unknown: did you mean `ApiMappings`?",
      })
  void a_domain_is_checked(String property, String message) {
    assertEquals(
        List.of("domains/a.b.json: " + message), problems(files("a.b", "{" + property + "}")));
  }

  @Test
  void a_key_can_lead_to_one_stage_only() {
    assertEquals(
        List.of(
            "domains/a.b.json: ApiMappings[1].ApiMappingKey: is `(none)` once more: keep one"
                + " mapping per key",
            "domains/a.b.json: ApiMappings[3].ApiMappingKey: is `x` once more: keep one mapping per"
                + " key"),
        problems(
            files(
                "a.b",
                """
                {"ApiMappings":[{"ApiId":"shop","Stage":"prod"},{"ApiId":"shop","Stage":"prod","ApiMappingKey":""},
                {"ApiId":"shop","Stage":"prod","ApiMappingKey":"x"},{"ApiId":"shop","Stage":"$default","ApiMappingKey":"x"},
                {"ApiId":"shop","Stage":"$default","ApiMappingKey":"X"}]}\
                """)));
  }

  @Test
  void a_domain_has_at_most_200_keys_of_several_levels() {
    assertEquals(201, read(files("a.b", mappings(200))).domains().get("a.b").mappings().size());
    assertEquals(
        List.of("domains/a.b.json: ApiMappings: has 201 keys of several levels: keep at most 200"),
        problems(files("a.b", mappings(201))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "api.example.com", "*.example.com", "a-1.b", "127.0.0.1"})
  void names_are_host_names_and_may_begin_with_a_wildcard(String name) {
    assertEquals(name, read(files(name, "{}")).domains().get(name).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a.*.b", "*a.b", "a..b", "a.b-", "a_b", "a b", "größe.de", "a.b."})
  void other_names_are_told(String name) {
    assertEquals(
        List.of(
            "domains/"
                + name
                + ".json: has a name that is no domain: write a name such as `api.example.com`, or"
                + " `*.example.com` for all of one label more, in front of `.json`"),
        problems(files(name, "{}")));
  }

  @Test
  void names_are_written_in_lower_case_and_are_not_longer_than_253() {
    assertEquals(
        List.of("domains/A.b.json: has a name that is not in lower case: rename it to `a.b.json`"),
        problems(files("A.b", "{}")));
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "b".repeat(61));
    assertEquals(1, read(files(longest, "{}")).domains().size());
    assertEquals(1, problems(files(longest + "b", "{}")).size());
  }

  @Test
  void a_stage_with_problems_of_its_own_is_not_missing_as_well() {
    Map<String, String> files = files("a.b", mapping("x"));
    files.put("apis/shop/stages/prod.json", "{");
    assertEquals(1, problems(files).size());
  }

  private static String mappings(int multiLevel) {
    return IntStream.range(0, multiLevel)
        .mapToObj(i -> "{\"ApiId\":\"shop\",\"Stage\":\"prod\",\"ApiMappingKey\":\"a/" + i + "\"}")
        .collect(
            Collectors.joining(
                ",", "{\"ApiMappings\":[{\"ApiId\":\"shop\",\"Stage\":\"prod\"},", "]}"));
  }

  private static String mapping(String key) {
    return "{\"ApiMappings\":[{\"ApiId\":\"shop\",\"Stage\":\"prod\",\"ApiMappingKey\":\""
        + key
        + "\"}]}";
  }

  private static Map<String, String> files(String domain, String json) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("stages/v0.json", "{}");
    files.put("apis/shop/stages/prod.json", "{}");
    files.put("apis/shop/stages/default.json", "{}");
    files.put("domains/" + domain + ".json", json);
    return files;
  }
}
