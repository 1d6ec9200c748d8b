package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Authorizer.JwtAuthorizer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorizers and the routes that refer to them, as they are read. */
class AuthorizerJsonTest {

  private static final String USERS =
      "{'AuthorizerId':'users','ApiId':'x','Name':'n','AuthorizerType':'JWT','IdentitySource':['$request.header.Authorization'],'JwtConfiguration':{'Issuer':'https://i.test/','Audience':['a','b']}}";
  private static final String PETS =
      "{'RouteKey':'GET /pets','AuthorizationType':'JWT','AuthorizerId':'users','AuthorizationScopes':['s:1']}";

  private final Map<String, String> files =
      new TreeMap<>(Map.of("authorizers/users.json", USERS, "routes/pets.json", PETS));

  @Test
  void what_the_cli_prints_is_read() {
    Api api = read(false).plain();
    JwtAuthorizer users = (JwtAuthorizer) api.authorizers().get("users");
    assertEquals("n", users.name());
    assertEquals("https://i.test/", users.issuer());
    assertEquals(List.of("a", "b"), users.audience());
    assertEquals("$request.header.Authorization", users.identitySource().toString());
    assertEquals(
        new Route.Authorization(AuthorizationType.JWT, "users", List.of("s:1")),
        api.routes().get("pets").authorization());
    assertEquals(api.authorizers(), api.live().authorizers());
  }

  @Test
  void a_deployment_has_the_authorizers_of_its_time() {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, bytes(text)));
    String snapshot =
        DeploymentJson.snapshot(
            new ConfigurationFiles(contents, List.of()), "", "d1", null, Instant.EPOCH);
    files.put("deployments/d1.json", snapshot);
    files.put("stages/s.json", "{'Name':'s','DeploymentId':'d1'}");
    files.remove("authorizers/users.json");
    files.remove("routes/pets.json");

    Api api = read(false).plain();
    Release release = api.release(api.stages().get("s"));
    assertTrue(release.authorizers().get("users") instanceof JwtAuthorizer);
    assertEquals("users", release.routes().get("pets").authorization().authorizerId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'Name':'n', | | Name: is missing",
        "'JWT' | 'jwt' | AuthorizerType: is `jwt`, which is no type",
        "['$request.header.Authorization'] | [] | IdentitySource: must be one",
        "['$request.header.Authorization'] | ['$request.header.A','$request.header.B'] | IdentitySource: must be one",
        "'$request.header.Authorization' | '$context.path' | IdentitySource[0]: is `$context.path`: write",
        "https://i.test/ | ftp://i | JwtConfiguration.Issuer: is `ftp://i`, which is no issuer",
        "https://i.test/ | https://u@i | JwtConfiguration.Issuer: is `https://u@i`, which is no issuer",
        "https://i.test/ | https://i?a | JwtConfiguration.Issuer: is `https://i?a`, which is no issuer",
        "https://i.test/ | a b | JwtConfiguration.Issuer: is `a b`, which is no URL",
        "['a','b'] | [] | JwtConfiguration.Audience: is empty",
        "'Issuer' | 'Isuer' | JwtConfiguration.Isuer: is unknown: did you mean `Issuer`?",
        "'Name' | 'AuthorizerUri':'arn:x','Name' | AuthorizerUri: is not for authorizers of type `JWT`",
        "'Name' | 'IdentityValidationExpression':'x','Name' | IdentityValidationExpression: is for WebSocket APIs",
        "'users' | 'user' | AuthorizerId: is not `users`, the file's name",
      })
  void an_authorizer_that_makes_no_sense_is_refused(String part, String by, String problem) {
    files.put("authorizers/users.json", USERS.replace(part, by == null ? "" : by));
    assertTold("authorizers/users.json: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'AuthorizerId':'users', | | AuthorizerId: is missing",
        "'users' | 'user' | AuthorizerId: is `user`, but there is no file `authorizers/user.json`: did you mean `users`?",
        "'AuthorizationType':'JWT', | | AuthorizerId: is there, but no `AuthorizationType`",
        "'JWT' | 'NONE' | AuthorizerId: is there, but `AuthorizationType` is `NONE`",
        "'JWT' | 'NONE' | AuthorizationScopes: is there, but `AuthorizationType` is not `JWT`",
        "'JWT' | 'Jwt' | AuthorizationType: is `Jwt`, which is no type",
        "'JWT' | 1 | AuthorizationType: is a number",
        "s:1 | s 1 | AuthorizationScopes[0]: has a character",
        "['s:1'] | [''] | AuthorizationScopes[0]: has 0 characters",
      })
  void a_route_that_makes_no_sense_is_refused(String part, String by, String problem) {
    files.put("routes/pets.json", PETS.replace(part, by == null ? "" : by));
    assertTold("routes/pets.json: " + problem);
  }

  @Test
  void quotas_of_aws_hold_where_they_are_wanted() {
    files.put("authorizers/users.json", USERS.replace("'a','b'", "'a'" + ",'a'".repeat(50)));
    files.put("routes/pets.json", PETS.replace("'s:1'", "'s'" + ",'s'".repeat(10)));
    for (int i = 0; i < 10; i++) {
      files.put("authorizers/u" + i + ".json", USERS.replace("'AuthorizerId':'users',", ""));
    }
    assertEquals(11, read(false).plain().authorizers().size());
    List<String> problems = problems(true);
    assertEquals(3, problems.size(), problems::toString);
    assertTrue(problems.toString().contains("has 11, and AWS's quota is 10 authorizers per API"));
    assertTrue(problems.toString().contains("51, and AWS's quota is 50 audiences"));
    assertTrue(problems.toString().contains("11, and AWS's quota is 10 scopes"));
  }

  private void assertTold(String problem) {
    List<String> problems = problems(false);
    assertTrue(problems.stream().anyMatch(one -> one.startsWith(problem)), problems::toString);
  }

  private List<String> problems(boolean quotas) {
    List<String> texts = new ArrayList<>();
    assertThrows(ConfigurationException.class, () -> read(quotas))
        .problems()
        .forEach(problem -> texts.add(problem.toString()));
    return texts;
  }

  private Configuration read(boolean quotas) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, bytes(text)));
    return new ConfigurationJson(30_000, quotas).read(new ConfigurationFiles(contents, List.of()));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
