package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** AWS's command line takes an API from its creation to its deletion. Once. */
final class CommandLineLife {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAGE = "$default";
  private static final String ARN = "arn:aws:apigateway:us-east-1::/apis/";
  private static final String DOMAIN = "cli.example.com";

  private final Surroundings gateway;
  private final CommandLine aws;
  private String id = "";
  private String url = "";
  private String integration = "";
  private String authorizer = "";
  private String route = "";

  CommandLineLife(Surroundings gateway, CommandLine aws) {
    this.gateway = gateway;
    this.aws = aws;
  }

  /** Returns the operations that it has tried. */
  Set<String> run() throws Exception {
    createApi();
    createResources();
    createStage();
    serveAndRollBack();
    update();
    tagAndMap();
    carryDocuments();
    delete();
    return aws.succeeded();
  }

  private void createApi() throws Exception {
    String cors =
        "{\"AllowOrigins\":[\"https://shop.test\"],\"AllowMethods\":[\"GET\"],\"AllowCredentials\":true,\"MaxAge\":0}";
    JsonNode api =
        aws.run(
            "create-api",
            "--name=pets",
            "--protocol-type=HTTP",
            "--description=all pets",
            "--api-version=1",
            "--cors-configuration=" + cors,
            "--tags={\"team\":\"shop\",\"cost center\":\"7/8\"}");
    id = api.path("ApiId").asText();
    url = api.path("ApiEndpoint").asText();
    assertEquals(gateway.base() + "/_api/" + id, url);
    assertHas(
        """
        {"Name": "pets", "ProtocolType": "HTTP", "Description": "all pets", "Version": "1",
         "CorsConfiguration": %s, "Tags": {"team": "shop", "cost center": "7/8"},
         "DisableExecuteApiEndpoint": false}"""
            .formatted(cors),
        api);
    assertEquals(api, of("get-api"));
    assertTrue(items("get-apis").contains(api));
    aws.fails(
        "NotFoundException",
        "Invalid API identifier specified 000000000000:nosuch",
        "get-api",
        "--api-id=nosuch");
    aws.fails(
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
        "get-apis",
        "--no-sign-request");
  }

  private void createResources() throws Exception {
    JsonNode made =
        of(
            "create-integration",
            "--integration-type=HTTP_PROXY",
            "--integration-method=GET",
            "--integration-uri=" + gateway.upstream() + "/pets/{id}",
            "--payload-format-version=1.0",
            "--timeout-in-millis=5000",
            "--request-parameters={\"overwrite:header.x-caller\":\"$context.authorizer.claims.sub\"}");
    integration = made.path("IntegrationId").asText();
    assertHas(
        """
        {"IntegrationType": "HTTP_PROXY", "ConnectionType": "INTERNET", "TimeoutInMillis": 5000,
         "RequestParameters": {"overwrite:header.x-caller": "$context.authorizer.claims.sub"}}""",
        made);
    assertEquals(made, of("get-integration", "--integration-id=" + integration));

    JsonNode tokens =
        of(
            "create-authorizer",
            "--name=tokens",
            "--authorizer-type=JWT",
            "--identity-source=$request.header.Authorization",
            "--jwt-configuration=Audience=pets,Issuer=" + gateway.issuer());
    authorizer = tokens.path("AuthorizerId").asText();
    assertHas(
        """
        {"Name": "tokens", "IdentitySource": ["$request.header.Authorization"],
         "JwtConfiguration": {"Audience": ["pets"], "Issuer": "%s"}}"""
            .formatted(gateway.issuer()),
        tokens);
    assertEquals(tokens, of("get-authorizer", "--authorizer-id=" + authorizer));

    String[] request = {
      "create-route",
      "--route-key=GET /pets/{id}",
      "--authorization-type=JWT",
      "--authorizer-id=" + authorizer,
      "--authorization-scopes=pets:read",
      "--target=integrations/" + integration
    };
    JsonNode getPet = of(request);
    route = getPet.path("RouteId").asText();
    assertHas(
        """
        {"RouteKey": "GET /pets/{id}", "AuthorizationType": "JWT", "AuthorizerId": "%s",
         "AuthorizationScopes": ["pets:read"], "ApiKeyRequired": false}"""
            .formatted(authorizer),
        getPet);
    assertEquals(getPet, of("get-route", "--route-id=" + route));
    aws.fails(
        "ConflictException",
        "Route with key GET /pets/{id} already exists for this API",
        withApi(request));
    of("create-route", "--route-key=GET /other");
    of("create-route", "--route-key=GET /third");
    // The command line puts pages together by itself.
    assertEquals(3, of("get-routes", "--page-size=2").path("Items").size());
  }

  private void createStage() throws Exception {
    String stage =
        """
        {"StageName": "$default", "StageVariables": {"name": "all"},
         "DefaultRouteSettings": {"DetailedMetricsEnabled": false, "ThrottlingBurstLimit": 100,
           "ThrottlingRateLimit": 50.5},
         "RouteSettings": {"GET /pets/{id}": {"ThrottlingBurstLimit": 7}}}""";
    Files.writeString(
        aws.file("stage.json"), ((ObjectNode) JSON.readTree(stage)).put("ApiId", id).toString());
    JsonNode made = aws.run("create-stage", "--cli-input-json", "file://stage.json");
    assertHas(stage, made);
    assertEquals(made, of("get-stage", "--stage-name", STAGE));
    assertEquals(Surroundings.NOT_FOUND, gateway.get(url + "/pets/7"));
  }

  private void serveAndRollBack() throws Exception {
    JsonNode first = of("create-deployment", "--stage-name", STAGE, "--description=first");
    assertHas("{\"DeploymentStatus\": \"DEPLOYED\", \"AutoDeployed\": false}", first);
    String old = "--deployment-id=" + first.path("DeploymentId").asText();
    assertEquals(first, of("get-deployment", old));
    String token = "Authorization: Bearer " + gateway.token("pets:read");
    assertEquals("401 {\"message\":\"Unauthorized\"}", gateway.get(url + "/pets/7"));
    gateway.await("200 GET /pets/7 alice", url + "/pets/7", token);
    of(
        "update-integration",
        "--integration-id=" + integration,
        "--integration-uri=" + gateway.upstream() + "/cats/{id}");
    assertEquals("200 GET /pets/7 alice", gateway.get(url + "/pets/7", token));
    of("create-deployment", "--stage-name", STAGE);
    assertEquals("200 GET /cats/7 alice", gateway.get(url + "/pets/7", token));
    JsonNode back = of("update-stage", "--stage-name", STAGE, old);
    assertEquals(first.path("DeploymentId"), back.path("DeploymentId"));
    assertEquals("200 GET /pets/7 alice", gateway.get(url + "/pets/7", token));
  }

  private void update() throws Exception {
    JsonNode renamed = of("update-api", "--name=animals", "--description=");
    assertEquals("animals", renamed.path("Name").asText());
    assertTrue(renamed.path("Description").isMissingNode());
    of("delete-cors-configuration");
    of("delete-route-settings", "--stage-name", STAGE, "--route-key", "GET /pets/{id}");
    JsonNode open =
        of(
            "update-route",
            "--route-id=" + route,
            "--authorization-type=NONE",
            "--authorizer-id=",
            "--no-api-key-required");
    assertEquals("NONE", open.path("AuthorizationType").asText());
    assertTrue(open.path("AuthorizerId").isMissingNode());
    assertTrue(of("get-api").path("CorsConfiguration").isMissingNode());
    assertEquals(0, of("get-stage", "--stage-name", STAGE).path("RouteSettings").size());
  }

  private void tagAndMap() throws Exception {
    String arn = "--resource-arn=" + ARN + id + "/stages/" + STAGE;
    aws.run("tag-resource", arn, "--tags={\"a\":\"1\",\"b c\":\"2\"}");
    aws.run("untag-resource", arn, "--tag-keys", "b c", "none");
    assertEquals(JSON.readTree("{\"Tags\": {\"a\": \"1\"}}"), aws.run("get-tags", arn));

    String domain = "--domain-name=" + DOMAIN;
    aws.run(
        "create-domain-name",
        domain,
        "--domain-name-configurations=CertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/1");
    JsonNode mapping =
        of("create-api-mapping", domain, "--stage=" + STAGE, "--api-mapping-key=v1/x");
    assertEquals(mapping, aws.run("get-api-mappings", domain).path("Items").path(0));
    aws.run(
        "delete-api-mapping", domain, "--api-mapping-id=" + mapping.path("ApiMappingId").asText());
    aws.run("delete-domain-name", domain);
  }

  private void carryDocuments() throws Exception {
    of(
        "export-api",
        "--specification=OAS30",
        "--output-type=YAML",
        "--stage-name=" + STAGE,
        aws.file("api.yaml").toString());
    JsonNode copy = aws.run("import-api", "--body=file://api.yaml", "--fail-on-warnings");
    String other = copy.path("ApiId").asText();
    assertEquals("animals", copy.path("Name").asText());
    assertEquals(
        "[GET /other NONE, GET /pets/{id} JWT, GET /third NONE]",
        routes(aws.run("get-routes", "--api-id=" + other)));
    String document = Files.readString(aws.file("api.yaml"));
    assertTrue(document.contains("/pets/{id}"), document);
    Files.writeString(aws.file("api.yaml"), document.replace("/pets/{id}", "/beasts/{id}"));
    JsonNode again = aws.run("reimport-api", "--api-id=" + other, "--body=file://api.yaml");
    assertEquals(other, again.path("ApiId").asText());
    assertEquals(
        "[GET /beasts/{id} JWT, GET /other NONE, GET /third NONE]",
        routes(aws.run("get-routes", "--api-id=" + other)));
    aws.run("delete-api", "--api-id=" + other);
  }

  private static String routes(JsonNode answer) {
    TreeSet<String> routes = new TreeSet<>();
    answer
        .path("Items")
        .forEach(
            route ->
                routes.add(
                    route.path("RouteKey").asText()
                        + " "
                        + route.path("AuthorizationType").asText()));
    return routes.toString();
  }

  private void delete() throws Exception {
    aws.fails(
        "ConflictException",
        "Cannot delete Integration because it is referenced by the following Routes with Ids: [%s]"
            .formatted(route),
        withApi("delete-integration", "--integration-id=" + integration));
    of("delete-route", "--route-id=" + route);
    of("delete-integration", "--integration-id=" + integration);
    of("delete-authorizer", "--authorizer-id=" + authorizer);
    of("delete-stage", "--stage-name", STAGE);
    of("delete-api");
    assertTrue(items("get-apis").stream().noneMatch(api -> api.path("ApiId").asText().equals(id)));
  }

  private List<JsonNode> items(String command) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    aws.run(command).path("Items").forEach(items::add);
    return items;
  }

  /** Runs a command about the API. */
  private JsonNode of(String... arguments) throws Exception {
    return aws.run(withApi(arguments));
  }

  /** The API's id goes first: a file name has to be last. */
  private String[] withApi(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(1, "--api-id=" + id);
    return all.toArray(String[]::new);
  }

  private static void assertHas(String expected, JsonNode actual) throws Exception {
    ObjectNode members = ((ObjectNode) actual).deepCopy();
    JsonNode wanted = JSON.readTree(expected);
    List<String> names = new ArrayList<>();
    wanted.fieldNames().forEachRemaining(names::add);
    assertEquals(wanted, members.retain(names));
  }
}
