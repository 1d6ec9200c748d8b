package gatehouse.clients;

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

/** Clients that are processes of their own see the same of both servers: here is one for them. */
class JettyClientsIT extends ClientsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.jetty();
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
