package gatehouse.clients;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import gatehouse.testkit.server.ServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others have written drive a gateway; all of them the same one. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClientsContract {

  private Surroundings gateway;

  abstract ServerBuilder server();

  /** Who may manage the gateway: a value of {@code gatehouse.admin}. */
  abstract String admin();

  final Surroundings gateway() {
    return gateway;
  }

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    gateway = Surroundings.start(server(), directory, admin());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** The last test tells whether the others have left an operation out. */
  @TestFactory
  Stream<DynamicTest> the_sdk_for_java() {
    JavaClient client = new JavaClient(gateway.endpoint(), Surroundings.SECRET);
    JavaOthers others = new JavaOthers(gateway, client);
    return Stream.of(
            dynamicTest("takes an API through its life", new JavaLifeCycle(gateway, client)::run),
            dynamicTest("maps domains to APIs", others::domains),
            dynamicTest("makes VPC links", others::links),
            dynamicTest("tags by ARN", others::tags),
            dynamicTest("reads page by page", others::pages),
            dynamicTest("makes the calls of Terraform", new TerraformReplay(gateway, client)::run),
            dynamicTest("carries documents", new JavaDocuments(gateway, client)::run),
            dynamicTest("throws its own exceptions", others::refusals),
            dynamicTest("has no operation left out", () -> new EveryOperation(client).run()))
        .onClose(client::close);
  }
}
