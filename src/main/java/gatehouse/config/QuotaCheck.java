package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * Checks that a configuration keeps to AWS's quotas, as they are before anybody has them raised.
 *
 * <p>AWS: "Quotas for configuring and running an HTTP API in API Gateway".
 */
final class QuotaCheck {

  private static final int APIS = 600;
  private static final int ROUTES = 300;
  private static final int INTEGRATIONS = 300;
  private static final int STAGES = 10;
  private static final int DOMAINS = 120;
  private static final int MAPPINGS = 200;
  private static final int VPC_LINKS = 10;
  private static final int AUTHORIZERS = 10;
  private static final int AUDIENCES = 50;
  private static final int SCOPES = 10;

  private static final String REMEDY =
      ": remove some, or do without the setting `gatehouse.quotas`";

  private final Configuration configuration;
  private final Problems problems;

  QuotaCheck(Configuration configuration, Problems problems) {
    this.configuration = configuration;
    this.problems = problems;
  }

  void run() {
    Api plain = configuration.plain();
    int apis = configuration.apis().size() + (plain == null ? 0 : 1);
    count("apis", null, apis, APIS, "APIs");
    count("domains", null, configuration.domains().size(), DOMAINS, "custom domains");
    count("connections", null, configuration.connections().size(), VPC_LINKS, "VPC links");
    if (plain != null) {
      check(plain);
    }
    configuration.apis().values().forEach(this::check);
    configuration
        .domains()
        .forEach(
            (name, domain) ->
                count(
                    "domains/" + name + ".json",
                    "ApiMappings",
                    domain.mappings().size(),
                    MAPPINGS,
                    "API mappings per domain"));
  }

  private void check(Api api) {
    String directory = api.settings().directory();
    api.releases().forEach(this::check);
    count(directory + "stages", null, api.stages().size(), STAGES, "stages per API");
  }

  /** A deployment is as large as the files were. */
  private void check(Release release) {
    String id = release.deploymentId();
    String directory = release.directory();
    String file = id == null ? null : directory + ResourceDirectory.DEPLOYMENTS.file(id);
    count(
        file == null ? directory + "routes" : file,
        file == null ? null : "Routes",
        release.routes().size(),
        ROUTES,
        "routes per API");
    count(
        file == null ? directory + "integrations" : file,
        file == null ? null : "Integrations",
        release.integrations().size(),
        INTEGRATIONS,
        "integrations per API");
    count(
        file == null ? directory + "authorizers" : file,
        file == null ? null : "Authorizers",
        release.authorizers().size(),
        AUTHORIZERS,
        "authorizers per API");
    for (Authorizer authorizer : release.authorizers().values()) {
      if (authorizer instanceof Authorizer.JwtAuthorizer jwt) {
        count(
            file == null ? directory + ResourceDirectory.AUTHORIZERS.file(jwt.id()) : file,
            inside(file, "Authorizers", jwt.id(), "JwtConfiguration.Audience"),
            jwt.audience().size(),
            AUDIENCES,
            "audiences per authorizer");
      }
    }
    for (Route route : release.routes().values()) {
      count(
          file == null ? directory + ResourceDirectory.ROUTES.file(route.id()) : file,
          inside(file, "Routes", route.id(), "AuthorizationScopes"),
          route.authorization().scopes().size(),
          SCOPES,
          "scopes per route");
    }
  }

  /** Names a property of a resource, which a deployment's file has among its others. */
  private static String inside(@Nullable String file, String kind, String id, String property) {
    return file == null ? property : kind + "." + id + "." + property;
  }

  private void count(
      String file, @Nullable String property, int count, int most, String resources) {
    if (count > most) {
      problems.add(
          file,
          property,
          "has %d, and AWS's quota is %d %s".formatted(count, most, resources) + REMEDY);
    }
  }
}
