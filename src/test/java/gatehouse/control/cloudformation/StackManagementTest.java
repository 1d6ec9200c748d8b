package gatehouse.control.cloudformation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationJson;
import gatehouse.control.audit.Actor;
import gatehouse.control.audit.AuditTrail;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.Admission;
import gatehouse.control.aws.BodyIntake;
import gatehouse.control.aws.Front;
import gatehouse.control.aws.Guard;
import gatehouse.control.aws.LoopbackAdmission;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.ConflictException;
import gatehouse.registry.MemoryWriter;
import gatehouse.registry.ReadOnlyException;
import gatehouse.testkit.WholeBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The address of stacks, over files in memory. */
class StackManagementTest implements ConfigWriter {

  private static final String STACK = "/_gatehouse/stacks/pets";
  private static final String PETS =
      """
      Parameters: {Title: {Type: String, Default: pets}, Ttl: {Type: Number, Default: 1}}
      Resources:
        Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Ref Title, ProtocolType: HTTP, Zebra: 1}}
      Outputs: {Url: {Value: !GetAtt Api.ApiEndpoint}}
      """;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final MemoryWriter writer = new MemoryWriter(files);
  private final List<String> audit = new ArrayList<>();
  private final List<String> denied = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private Executor threads = Runnable::run;
  private @Nullable RuntimeException failure;
  private boolean isChanging;

  private final StackManagement management =
      new StackManagement(
          new Front(
              new Guard(
                  new Permitting(),
                  new AuditTrail(audit::addAll, () -> Instant.EPOCH, "us-east-1")),
              task -> threads.execute(task),
              new BodyIntake(clock)),
          writer::now,
          this,
          new StackManagement.Surroundings(
              () -> Instant.parse("2026-01-02T03:04:05Z"),
              new Ids(new Random(1)),
              new Rules(Account.DEFAULT, 30_000, false),
              new Address(null, "/gw")),
          new StackManagement.Options(false, files -> new ConfigurationJson().read(files)));

  /** Lets everybody on this machine do all that is not denied. */
  private final class Permitting implements Admission {

    private final Admission loopback = new LoopbackAdmission();

    @Override
    public Welcome connected(Request request) {
      return loopback.connected(request);
    }

    @Override
    public Actor identify(Request request, byte[] body) {
      return loopback.identify(request, body);
    }

    @Override
    public void permit(Actor actor, Asked asking) {
      String act = asking.action() + " " + asking.resource();
      asked.add(act);
      if (denied.stream().anyMatch(act::matches)) {
        throw AwsException.of(AwsException.Kind.ACCESS_DENIED, "not authorized: " + act);
      }
    }
  }

  @AfterEach
  void end() {
    clock.shutdownNow();
  }

  @Override
  public <T> T change(Change<T> change) throws IOException {
    isChanging = true;
    if (failure != null) {
      throw failure;
    }
    return writer.change(change);
  }

  private Response response(String method, String path, String body, String... headers) {
    int mark = path.indexOf('?');
    Request request =
        new Request(
            method,
            "HTTP/1.1",
            RequestPath.parse(mark < 0 ? path : path.substring(0, mark)),
            mark < 0 ? null : path.substring(mark + 1),
            Headers.of(headers.length > 0 ? headers : new String[] {"Host", "localhost:8080"}),
            Body.of(body.getBytes(StandardCharsets.UTF_8)),
            new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
            new Cancellation());
    return Objects.requireNonNull(management.handle(request)).toCompletableFuture().join();
  }

  private ObjectNode call(int status, String method, String path, String body) throws Exception {
    Response response = response(method, path, body);
    String text = new String(WholeBody.of(response.body()).bytes(), StandardCharsets.UTF_8);
    assertEquals(status, response.status(), text);
    return Objects.requireNonNull(JsonTree.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String name() {
    String path =
        files.keySet().stream().filter(p -> p.endsWith("api.json")).findFirst().orElseThrow();
    return Objects.requireNonNull(JsonTree.parse(Objects.requireNonNull(files.get(path))))
        .path("Name")
        .asText();
  }

  @Test
  void a_template_is_applied_told_and_removed() throws Exception {
    ObjectNode report = call(200, "PUT", STACK, PETS);
    assertEquals("Create", report.at("/Changes/0/Action").asText());
    assertEquals("Resources.Api.Properties.Zebra", report.at("/NotUsed/0/Place").asText());
    assertTrue(
        report.at("/Outputs/0/OutputValue").asText().startsWith("http://localhost:8080/gw/_api/"));
    assertEquals("pets", call(200, "GET", STACK, "").path("StackName").asText());
    assertEquals(
        "CREATE_COMPLETE",
        call(200, "GET", "/_gatehouse/stacks", "").at("/Stacks/0/StackStatus").asText());
    assertEquals("Delete", call(200, "DELETE", STACK, "").at("/Changes/0/Action").asText());
    assertEquals("There is no stack pets", call(404, "GET", STACK, "").path("message").asText());
    call(404, "DELETE", STACK, "");
    assertTrue(files.isEmpty());
  }

  @Test
  void parameters_and_values_stand_beside_the_template() throws Exception {
    ObjectNode message = JsonTree.object().put("TemplateBody", PETS);
    message.putObject("Parameters").put("Title", "cats").put("Ttl", 5);
    call(200, "PUT", STACK, message.toString());
    assertEquals("cats", name());
    message
        .putArray("Parameters")
        .addObject()
        .put("ParameterKey", "Title")
        .put("ParameterValue", "dogs");
    call(200, "PUT", STACK, message.toString());
    assertEquals("dogs", name());
    message
        .putArray("Parameters")
        .addObject()
        .put("ParameterKey", "Title")
        .put("UsePreviousValue", true);
    call(200, "PUT", STACK, message.toString());
    assertEquals("dogs", name());
    ObjectNode inline = JsonTree.object();
    ObjectNode api = inline.putObject("TemplateBody").putObject("Resources").putObject("Api");
    api.put("Type", "AWS::ApiGatewayV2::Api")
        .putObject("Properties")
        .put("ProtocolType", "HTTP")
        .put("Name", "{{resolve:ssm:n}}");
    inline.putObject("Values").put("resolve:ssm:n", "birds");
    call(200, "PUT", STACK, inline.toString());
    assertEquals("birds", name());
  }

  @Test
  void mistakes_are_told_with_their_place_and_change_nothing() throws Exception {
    String wrong = PETS.replace("Name: !Ref Title", "Name: [a]");
    assertEquals(
        "Resources.Api.Properties.Name: must be a text, and is a list: write one",
        call(400, "PUT", STACK, wrong).path("message").asText());
    assertEquals(
        "BadRequestException", response("PUT", STACK, wrong).headers().first("x-amzn-ErrorType"));
    String unserved =
        PETS.replace(
            "Outputs:",
            "  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'ftp://a'}}\nOutputs:");
    String message = call(400, "PUT", STACK, unserved).path("message").asText();
    assertTrue(message.startsWith("Resources.I: apis/"), message);
    assertTrue(
        call(400, "PUT", STACK + "?dryRun=true", unserved)
            .path("message")
            .asText()
            .startsWith("Resources.I: apis/"));
    call(400, "PUT", "/_gatehouse/stacks/no_name", PETS);
    call(400, "PUT", STACK, "{\"TemplateBody\": \"\", \"Parametres\": {}}");
    call(400, "PUT", STACK, "{\"TemplateBody\": \"\", \"Parameters\": [1]}");
    call(400, "PUT", STACK, "{\"TemplateBody\": \"\", \"Values\": {\"a\": []}}");
    call(400, "POST", STACK, PETS);
    call(400, "PUT", STACK, "x".repeat(5 << 20));
    assertTrue(files.isEmpty());
  }

  @Test
  void a_dry_run_tells_and_changes_nothing() throws Exception {
    assertEquals(
        "Create", call(200, "PUT", STACK + "?dryRun=true", PETS).at("/Changes/0/Action").asText());
    assertTrue(files.isEmpty());
    call(200, "PUT", STACK, PETS);
    call(200, "DELETE", STACK + "?dryRun=true", "");
    assertFalse(files.isEmpty());
  }

  @Test
  void only_whoever_may_use_the_management_api_may_use_it() {
    assertEquals(
        403,
        response("PUT", STACK, PETS, "Host", "localhost", "Origin", "http://evil.example")
            .status());
    assertEquals(403, response("GET", STACK, "", "Host", "gateway.example").status());
    assertTrue(files.isEmpty());
  }

  @Test
  void what_stops_a_change_has_the_status_of_the_management_api() throws Exception {
    failure = new ReadOnlyException("read only");
    call(403, "PUT", STACK, PETS);
    failure = new ConflictException("busy");
    call(409, "PUT", STACK, PETS);
    failure = new RejectedExecutionException();
    call(429, "PUT", STACK, PETS);
  }

  @Test
  void every_change_is_recorded() throws Exception {
    call(200, "PUT", STACK, PETS);
    call(400, "PUT", STACK, "nonsense");
    call(200, "GET", STACK, "");
    call(200, "DELETE", STACK, "");
    assertEquals(3, audit.size(), audit::toString);
    assertTrue(audit.get(0).contains("\"eventName\":\"UpdateStack\""), audit.get(0));
    assertTrue(audit.get(0).contains("arn:aws:cloudformation:us-east-1:000000000000:stack/pets/*"));
    assertTrue(audit.get(0).contains("stacks/pets.json"), "which files");
    assertTrue(audit.get(1).contains("BadRequestException"), audit.get(1));
    assertTrue(audit.get(2).contains("\"eventName\":\"DeleteStack\""), audit.get(2));
  }

  private static final String ALL =
      """
      Resources:
        Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: pets, ProtocolType: HTTP, Tags: {a: b}}}
        I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'http://a.test/'}}
        R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, Target: !Sub 'integrations/${I}'}}
        S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: v1}}
        D: {Type: AWS::ApiGatewayV2::DomainName, Properties: {DomainName: pets.example.com, DomainNameConfigurations: [{CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/c'}]}}
        M: {Type: AWS::ApiGatewayV2::ApiMapping, DependsOn: S, Properties: {ApiId: !Ref Api, DomainName: !Ref D, Stage: v1}}
      """;

  @Test
  void each_operation_of_a_template_needs_its_own_permission() throws Exception {
    call(200, "PUT", STACK, ALL);
    String api = files.keySet().iterator().next().split("/", -1)[1];
    String resource = " arn:aws:apigateway:us-east-1::/";
    for (String path :
        List.of(
            "apis",
            "apis/%s/integrations".formatted(api),
            "apis/%s/routes".formatted(api),
            "apis/%s/stages".formatted(api),
            "domainnames",
            "domainnames/pets.example.com/apimappings")) {
      assertTrue(asked.contains("apigateway:POST" + resource + path), path + " " + asked);
    }
    asked.clear();
    call(
        200,
        "PUT",
        STACK,
        ALL.replace("GET /a", "GET /b")
            .replace("{a: b}", "{c: d}")
            .replace("Name: pets,", "Name: x,"));
    String route = "apigateway:PATCH %sapis/%s/routes/".formatted(resource.strip(), api);
    assertTrue(asked.stream().anyMatch(act -> act.startsWith(route)), asked::toString);
    assertTrue(asked.contains("apigateway:PATCH" + resource + "apis/" + api), asked::toString);
    String tags = resource + "tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2F" + api;
    assertTrue(asked.contains("apigateway:POST" + tags), asked::toString);
    assertTrue(asked.contains("apigateway:DELETE" + tags), asked::toString);
    call(200, "DELETE", STACK, "");
    assertTrue(asked.contains("apigateway:DELETE" + resource + "apis/" + api), asked::toString);
    assertTrue(
        asked.contains("apigateway:DELETE" + resource + "domainnames/pets.example.com"),
        asked::toString);
  }

  @Test
  void a_denied_operation_stops_the_whole_change_and_its_trial() throws Exception {
    denied.add("apigateway:POST .*/routes");
    for (String query : List.of("", "?dryRun=true")) {
      Response refused = response("PUT", STACK + query, ALL);
      assertEquals(403, refused.status());
      assertEquals("AccessDeniedException", refused.headers().first("x-amzn-ErrorType"));
    }
    assertTrue(files.isEmpty());
    denied.clear();
    call(200, "PUT", STACK, ALL);
    denied.add("apigateway:DELETE .*/domainnames/pets.example.com");
    assertEquals(403, response("DELETE", STACK, "").status());
    assertFalse(files.isEmpty());
  }

  @Test
  void documents_need_the_permissions_of_imports() throws Exception {
    String template =
        """
        Resources:
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Body: {openapi: 3.0.1, info: {title: pets, version: '1'}, paths: {}}}}
        """;
    denied.add("apigateway:PUT .*");
    assertEquals(403, response("PUT", STACK, template).status());
    denied.clear();
    call(200, "PUT", STACK, template);
    denied.add("apigateway:PUT .*::/apis/.*");
    assertEquals(403, response("PUT", STACK, template.replace("title: pets", "title: x")).status());
  }

  @Test
  void templates_and_values_are_read_before_others_have_to_wait() {
    failure = new ConflictException("others are refused while this is read");
    assertEquals(400, response("PUT", STACK, "Resources: {}").status());
    assertEquals(
        400,
        response(
                "PUT",
                STACK,
                JsonTree.object()
                    .put("TemplateBody", PETS.replace("Type: Number", "Type: Number, MaxValue: 3"))
                    .set("Parameters", JsonTree.object().put("Ttl", 5))
                    .toString())
            .status());
    assertFalse(isChanging);
  }

  @Test
  void a_trial_is_recorded_as_one() throws Exception {
    call(200, "PUT", STACK + "?dryRun=true", PETS);
    call(200, "PUT", STACK, PETS);
    assertTrue(audit.get(0).contains("\"dryRun\":true"), audit.get(0));
    assertFalse(audit.get(1).contains("dryRun"), audit.get(1));
  }

  @Test
  void what_is_refused_at_the_door_or_for_its_size_is_recorded_and_all_else_counted()
      throws Exception {
    response("PUT", STACK, PETS, "Host", "gateway.example");
    assertEquals(1, audit.size());
    assertTrue(audit.get(0).contains("AccessDeniedException"), audit.get(0));
    response("PUT", STACK, "x".repeat(5 << 20));
    assertEquals(2, audit.size());
    assertTrue(audit.get(1).contains("BadRequestException"), audit.get(1));
    threads =
        task -> {
          throw new RejectedExecutionException();
        };
    assertEquals(429, response("PUT", STACK, PETS).status());
    threads = Runnable::run;
    call(200, "PUT", STACK, PETS);
    assertTrue(audit.get(2).contains("\"suppressedBefore\":1"), audit.get(2));
  }

  @Test
  void records_tell_no_values_of_parameters_wherever_a_template_puts_them() throws Exception {
    String template =
        """
        Parameters: {Key: {Type: String, NoEcho: true}, Plain: {Type: String}}
        Resources:
          Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: pets, ProtocolType: HTTP, Description: !Sub 'of ${Key}'}}
          S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: v1, StageVariables: {partner: !Ref Key}}}
        Outputs: {Out: {Value: !Ref Plain}}
        """;
    ObjectNode message = JsonTree.object().put("TemplateBody", template);
    message.putObject("Parameters").put("Key", "t0psecret").put("Plain", "perhaps-secret");
    call(200, "PUT", STACK, message.toString());
    message.put("TemplateBody", template.replace("StageName: v1", "StageName: !Ref Key"));
    message.putObject("Parameters").put("Key", "t0p/secret").put("Plain", "perhaps-secret");
    call(400, "PUT", STACK, message.toString());
    assertEquals(2, audit.size());
    assertTrue(audit.get(0).contains("stacks/pets.json"), audit.get(0));
    for (String secret : List.of("t0psecret", "t0p/secret", "perhaps-secret")) {
      assertFalse(audit.toString().contains(secret), audit::toString);
    }
  }

  @Test
  void a_value_that_is_kept_nowhere_has_to_be_given_again() throws Exception {
    String template = PETS.replace("Title: {Type: String,", "Title: {Type: String, NoEcho: true,");
    ObjectNode message = JsonTree.object().put("TemplateBody", template);
    message.putObject("Parameters").put("Title", "cats");
    call(200, "PUT", STACK, message.toString());
    assertEquals("cats", name());
    String refused = call(400, "PUT", STACK, template).path("message").asText();
    assertTrue(refused.startsWith("Parameters.Title: was given last time"), refused);
    message
        .putArray("Parameters")
        .addObject()
        .put("ParameterKey", "Title")
        .put("UsePreviousValue", true);
    call(400, "PUT", STACK, message.toString());
    assertEquals("cats", name());
    message.putObject("Parameters").put("Title", "dogs");
    call(200, "PUT", STACK, message.toString());
    assertEquals("dogs", name());
  }

  @Test
  void other_paths_are_for_others() {
    for (String path : List.of("/_gatehouse/stackss", "/_gatehouse/aws/v2/apis", "/stacks/pets")) {
      assertNull(
          management.handle(
              new Request(
                  "GET",
                  "HTTP/1.1",
                  RequestPath.parse(path),
                  null,
                  Headers.of("Host", "localhost"),
                  Body.EMPTY,
                  new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
                  new Cancellation())));
    }
  }
}
