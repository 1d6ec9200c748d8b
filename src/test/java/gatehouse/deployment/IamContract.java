package gatehouse.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.AuthorizersPage;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docs/authorizers.md, with curl as the client that signs: a second opinion beside
 * that of AWS's SDK.
 */
abstract class IamContract {

  private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";

  @TempDir private Path directory;

  private final RawUpstream upstream =
      RawUpstream.start().answer(request -> Answers.ok(request.target()));

  abstract ServerBuilder server();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void curl_signs_and_a_key_that_is_taken_away_opens_nothing() throws Exception {
    assumeTrue(curlCanSign(), "curl 7.75 or newer is needed: it is the first that signs");
    Map<String, String> files =
        AuthorizersPage.files("IAM", Map.of("http://127.0.0.1:9000", upstream.url()));
    Path credentials = Files.writeString(directory.resolve("keys.json"), files.remove("keys.json"));
    ConfigurationFolder folder = new ConfigurationFolder(directory.resolve("config")).write(files);
    try (ServerProcess server =
        server()
            .deploy(
                "/gw",
                ServerBuilder.gatehouseWar(),
                Map.of(
                    "gatehouse.config", folder.toString(),
                    "gatehouse.iam.credentialsFile", credentials.toString()))
            .start()) {
      Awaited.until("200 /pets/7?a=1&b=2", () -> signed(server, "/gw/pets/7?a=1&b=2"), server);
      assertEquals("200 /pets", signed(server, "/gw/pets", "--data", "{\"name\":\"Rex\"}"));
      assertEquals(FORBIDDEN, signed(server, "/gw/secrets/1"));
      assertEquals(FORBIDDEN, Awaited.get(server, "/gw/pets/7"));
      assertFalse(server.log().contains("only/tests"));

      Files.writeString(
          credentials, Files.readString(credentials).replace("AKIAALICE", "AKIAOTHER"));
      Awaited.until(FORBIDDEN, () -> signed(server, "/gw/pets/7?a=1&b=2"), server);
    }
  }

  private static String signed(ServerProcess server, String target, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--aws-sigv4",
                AuthorizersPage.found("IAM", "--aws-sigv4 (\\S+)"),
                "--user",
                AuthorizersPage.found("IAM", "--user (\\S+)"),
                "--write-out",
                "\n%{http_code}",
                "http://127.0.0.1:" + server.port() + target));
    command.addAll(List.of(more));
    String[] bodyAndStatus = run(command).split("\n(?=[0-9]{3}$)", 2);
    return bodyAndStatus[1] + " " + bodyAndStatus[0].strip();
  }

  private static boolean curlCanSign() {
    try {
      String[] version = run(List.of("curl", "--version")).split("[ .]", 4);
      int major = Integer.parseInt(version[1]);
      return major > 7 || (major == 7 && Integer.parseInt(version[2]) >= 75);
    } catch (AssertionError e) {
      return false;
    }
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
