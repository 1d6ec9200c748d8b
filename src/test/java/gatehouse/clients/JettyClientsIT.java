package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;

/**
 * Here every client has to sign as it does for AWS. Those that are processes of their own see the
 * same of both servers: this is the one for them.
 */
class JettyClientsIT extends ClientsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
  }

  @Override
  String admin() {
    return "iam";
  }

  @Test
  void a_wrong_secret_is_told_as_aws_tells_it() {
    try (JavaClient stranger = new JavaClient(gateway().endpoint(), "wrong")) {
      ApiGatewayV2Exception refusal =
          assertThrows(ApiGatewayV2Exception.class, stranger.operations()::getApis);
      assertEquals(403, refusal.statusCode());
      assertEquals("InvalidSignatureException", refusal.awsErrorDetails().errorCode());
    }
  }

  @Test
  void the_sdk_for_javascript_takes_an_api_through_its_life() throws Exception {
    OperationsPage.assertTried("JavaScript", NodeClient.run(gateway()));
  }

  @TestFactory
  Stream<DynamicTest> the_command_line_takes_an_api_through_its_life(@TempDir Path directory)
      throws IOException {
    return CommandLine.programs().stream()
        .map(program -> dynamicTest(program.toString(), () -> assertLife(program, directory)));
  }

  private void assertLife(Path program, Path directory) throws Exception {
    CommandLine aws =
        new CommandLine(
            program, Files.createTempDirectory(directory, "home"), gateway().endpoint());
    OperationsPage.assertTried("CLI", new CommandLineLife(gateway(), aws).run());
  }
}
