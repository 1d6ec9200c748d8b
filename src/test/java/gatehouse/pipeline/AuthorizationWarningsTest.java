package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.iam.AccessKeys;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.authorize.iam.IamAccess;
import gatehouse.config.AuthorizationType;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.integration.Integrators;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestServices;
import gatehouse.upstream.pool.Pools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a server tells of authorization that lets nobody through; for others, see `check`. */
class AuthorizationWarningsTest {

  private static final Map<String, String> FILES =
      Map.of(
          "stages/default.json",
          "{\"Name\":\"$default\"}",
          "stages/v0.json",
          "{\"Name\":\"v0\"}",
          "integrations/x.json",
          "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://127.0.0.1:1/\"}",
          "routes/all.json",
          "{\"RouteKey\":\"ANY /{proxy+}\",\"Target\":\"integrations/x\",\"AuthorizationType\":\"AWS_IAM\"}",
          "routes/open.json",
          "{\"RouteKey\":\"GET /open\",\"Target\":\"integrations/x\"}");

  @Test
  void signatures_that_nobody_can_make_are_told_once_for_each_route() {
    assertEquals(
        List.of(
            "routes/all.json: AuthorizationType: is AWS_IAM and nobody has an access key, so everybody gets 403: name a file of them in `gatehouse.iam.credentialsFile`"),
        warnings(() -> AccessKeys.NONE));
  }

  @Test
  void with_access_keys_there_is_nothing_to_tell() {
    assertEquals(
        List.of(),
        warnings(new CredentialsFile(Path.of("src/test/resources/iam/credentials.json"))));
  }

  private static List<String> warnings(Supplier<AccessKeys> keys) {
    Counterparts nobody = new Counterparts(Runnable::run);
    Map<String, byte[]> contents = new TreeMap<>();
    FILES.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    return new PlanCompiler(
            new Integrators(
                new Pools(nobody, null, () -> 0, bound -> 0, 0),
                TestFunctions.of(nobody, null),
                TestServices.of(nobody, null),
                () -> ""),
            new AccessChecks(
                Map.of(
                    AuthorizationType.AWS_IAM,
                    new IamAccess(keys, "us-east-1", Long.MAX_VALUE).kind())),
            "")
        .compile(
            new ConfigurationJson(30_000, false).read(new ConfigurationFiles(contents, List.of())))
        .warnings();
  }
}
