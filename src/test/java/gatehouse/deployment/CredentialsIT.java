package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the credentials come from that functions are invoked with, and at which endpoint. */
class CredentialsIT {

  private static final String WHOSE =
      "AWS4-HMAC-SHA256 Credential=([A-Z]+)/\\d{8}/eu-west-1/lambda/aws4_request,.*";

  @TempDir private Path directory;

  /** A deployment whose function is of eu-west-1, and answers with the access key. */
  private ServerBuilder server() {
    Api api =
        new Api()
            .stage("default", "$default")
            .file(
                "routes/function.json",
                "{\"RouteKey\": \"GET /function\", \"Target\": \"integrations/function\"}")
            .file(
                "integrations/function.json",
                """
                {"IntegrationType": "AWS_PROXY", "PayloadFormatVersion": "2.0",
                 "IntegrationUri": "arn:aws:lambda:eu-west-1:123456789012:function:pets"}""");
    String files = new ConfigurationFolder(directory.resolve("gw")).write(api).toString();
    return ServerProcess.jetty()
        .environment("AWS_CONFIG_FILE", directory.resolve("none").toString())
        .deploy("/", ServerBuilder.gatehouseWar(), Map.of("gatehouse.config", files));
  }

  private static RawUpstream lambda() {
    return RawUpstream.start().answer(CredentialsIT::told);
  }

  private static Script told(RecordedRequest request) {
    String key = request.header("Authorization").orElse("none").replaceFirst(WHOSE, "$1");
    return Answers.ok("{\"statusCode\":200,\"body\":\"%s\"}".formatted(key));
  }

  @Test
  void the_environment_names_credentials_and_endpoint() {
    try (RawUpstream lambda = lambda();
        ServerProcess server =
            server()
                .environment("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
                .environment("AWS_ENDPOINT_URL_LAMBDA", lambda.url())
                .environment("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
                .environment("AWS_SECRET_ACCESS_KEY", "only-tests-know")
                .start()) {
      assertEquals("200 AKIAENVIRONMENT", Awaited.get(server, "/function"));
    }
  }

  @Test
  void a_profile_has_credentials() throws IOException {
    Path profiles =
        Files.writeString(
            directory.resolve("credentials"),
            """
            [pets]
            aws_access_key_id = AKIAPROFILE
            aws_secret_access_key = only-tests-know
            """);
    try (RawUpstream lambda = lambda();
        ServerProcess server =
            server()
                .environment("AWS_ENDPOINT_URL", lambda.url())
                .environment("AWS_SHARED_CREDENTIALS_FILE", profiles.toString())
                .environment("AWS_PROFILE", "pets")
                .start()) {
      assertEquals("200 AKIAPROFILE", Awaited.get(server, "/function"));
    }
  }

  /** 503 would tell that the function's deadline has ended the waiting, and not the look-up. */
  @Test
  void a_metadata_service_that_says_nothing_is_not_waited_for_to_the_end() {
    try (RawUpstream lambda = lambda();
        RawUpstream metadata = RawUpstream.start().answer(request -> Script.start().stall());
        ServerProcess server =
            server()
                .environment("AWS_ENDPOINT_URL", lambda.url())
                .environment("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString())
                .environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url())
                .start()) {
      assertEquals("500 {\"message\":\"Internal Server Error\"}", Awaited.get(server, "/function"));
      metadata.takeRequest();
      assertEquals(0, lambda.requests().size());
    }
  }
}
