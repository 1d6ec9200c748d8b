package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaCheckTest {

  private static final String REMEDY =
      ": remove some, or do without the setting `gatehouse.quotas`";

  @Test
  void with_quotas_an_api_has_at_most_300_routes_300_integrations_and_10_stages() {
    Configuration most =
        new Configuration(api("local", "", 10, 300, 300), Map.of(), Map.of(), Map.of());
    Configuration more =
        new Configuration(
            api("local", "", 11, 301, 301),
            Map.of("a", api("a", "apis/a/", 10, 301, 300)),
            Map.of(),
            Map.of());

    assertEquals(List.of(), problems(most));
    assertEquals(
        List.of(
            "apis/a/routes: has 301, and AWS's quota is 300 routes per API" + REMEDY,
            "integrations: has 301, and AWS's quota is 300 integrations per API" + REMEDY,
            "routes: has 301, and AWS's quota is 300 routes per API" + REMEDY,
            "stages: has 11, and AWS's quota is 10 stages per API" + REMEDY),
        problems(more));
  }

  @Test
  void a_deployment_has_no_more_than_the_files_may_have() {
    Api large = api("a", "apis/a/", 0, 301, 301);
    Deployment deployment =
        new Deployment(
            "d1",
            null,
            large.routes(),
            large.integrations(),
            some(11, i -> authorizer("x" + i, i == 7 ? 51 : 50)));
    Api api =
        new Api(
            "a",
            large.settings(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("d1", deployment));

    assertEquals(
        List.of(
            "apis/a/deployments/d1.json: Routes: has 301, and AWS's quota is 300 routes per API"
                + REMEDY,
            "apis/a/deployments/d1.json: Integrations: has 301, and AWS's quota is 300"
                + " integrations per API"
                + REMEDY,
            "apis/a/deployments/d1.json: Authorizers: has 11, and AWS's quota is 10 authorizers per"
                + " API"
                + REMEDY,
            "apis/a/deployments/d1.json: Authorizers.x7.JwtConfiguration.Audience: has 51, and AWS's"
                + " quota is 50 audiences per authorizer"
                + REMEDY),
        problems(new Configuration(null, Map.of("a", api), Map.of(), Map.of())));
  }

  @Test
  void there_are_at_most_600_apis_the_plain_one_included() {
    Api plain = api("local", "", 0, 0, 0);
    Map<String, Api> apis = some(600, i -> api("a" + i, "apis/a" + i + "/", 0, 0, 0));

    assertEquals(List.of(), problems(new Configuration(null, apis, Map.of(), Map.of())));
    assertEquals(
        List.of("apis: has 601, and AWS's quota is 600 APIs" + REMEDY),
        problems(new Configuration(plain, apis, Map.of(), Map.of())));
  }

  @Test
  void there_are_at_most_120_domains_with_200_mappings_and_10_vpc_links() {
    List<DomainName.ApiMapping> mappings =
        IntStream.range(0, 201)
            .mapToObj(i -> new DomainName.ApiMapping("k" + i, "a", "v0"))
            .toList();
    Map<String, DomainName> domains =
        some(121, i -> new DomainName("x" + i, i == 7 ? mappings : mappings.subList(0, 200)));
    Map<String, Connection> links =
        some(
            11,
            i ->
                new Connection(
                    "x" + i,
                    List.of(),
                    null,
                    null,
                    new Connection.PassiveHealth(0, 1_000),
                    Connection.Limits.NONE));

    assertEquals(
        List.of(
            "connections: has 11, and AWS's quota is 10 VPC links" + REMEDY,
            "domains: has 121, and AWS's quota is 120 custom domains" + REMEDY,
            "domains/x7.json: ApiMappings: has 201, and AWS's quota is 200 API mappings per domain"
                + REMEDY),
        problems(new Configuration(null, Map.of(), domains, links)));
  }

  @Test
  void a_reader_checks_quotas_only_when_it_is_to() {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 11; i++) {
      files.put("stages/s" + i + ".json", "{}".getBytes(StandardCharsets.UTF_8));
    }
    ConfigurationFiles stages = new ConfigurationFiles(files, List.of());

    assertEquals(11, new ConfigurationJson().read(stages).plain().stages().size());
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> new ConfigurationJson(30_000, true).read(stages));
    assertEquals(
        "stages: has 11, and AWS's quota is 10 stages per API" + REMEDY, refusal.getMessage());
  }

  private static List<String> problems(Configuration configuration) {
    Problems problems = new Problems(List.of());
    new QuotaCheck(configuration, problems).run();
    try {
      problems.throwIfAny();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  private static Api api(String id, String directory, int stages, int routes, int integrations) {
    return new Api(
        id,
        new Api.ApiSettings(directory, null, null, false),
        some(
            stages,
            i -> new Stage("x" + i, "x" + i, Served.Live.ALL, Map.of(), StageSettings.NONE)),
        some(routes, i -> new Route("x" + i, RouteKey.parse("GET /" + i), null)),
        some(
            integrations,
            i ->
                new Integration(
                    "x" + i,
                    IntegrationType.HTTP_PROXY,
                    UriTemplate.parse("http://up/"),
                    null,
                    50)),
        Map.of(),
        Map.of());
  }

  private static Authorizer authorizer(String id, int audiences) {
    return new Authorizer.JwtAuthorizer(
        id,
        id,
        Expression.parse("$request.header.Authorization", ExpressionKind.IDENTITY_SOURCE),
        "https://issuer.example.com",
        IntStream.range(0, audiences).mapToObj(i -> "a" + i).toList());
  }

  private static <T> Map<String, T> some(int count, IntFunction<T> one) {
    Map<String, T> some = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      some.put("x" + i, one.apply(i));
    }
    return some;
  }
}
