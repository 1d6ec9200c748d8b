package gatehouse.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.util.Map;

/**
 * The AWS CLI, where there is one; when the system property {@code test.aws} is {@code required},
 * there has to be.
 */
final class AwsCli {

  private AwsCli() {}

  static boolean isThere() {
    try {
      return start(new ProcessBuilder("aws", "--version")).startsWith("aws-cli/");
    } catch (IOException e) {
      if ("required".equals(System.getProperty("test.aws"))) {
        throw new AssertionError("there is no aws on this machine", e);
      }
      return false;
    }
  }

  /** Lists the APIs of a gateway below {@code /gw}; what it prints, its complaints included. */
  static String run(ServerProcess server, String keyId, String secret) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            "aws",
            "apigatewayv2",
            "get-apis",
            "--output",
            "json",
            "--endpoint-url",
            "http://127.0.0.1:" + server.port() + "/gw/_gatehouse/aws");
    command
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", keyId,
                "AWS_SECRET_ACCESS_KEY", secret,
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
    return start(command);
  }

  private static String start(ProcessBuilder command) throws IOException {
    Process process = command.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
