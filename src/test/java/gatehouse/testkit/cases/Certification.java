package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.server.ServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * The same WAR and the same cases in every server, one server at a time; {@code mvn verify
 * -Pcertify} runs it and nothing else. A case may only fail where {@link Differences} say so, and
 * has to there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Certification {

  /** Some take long on a machine that is busy. */
  private static final Duration LONGEST_START = Duration.ofMinutes(10);

  private final Matrix matrix = new Matrix(Path.of(System.getProperty("certify.report")));
  private Differences differences;

  @TestFactory
  Stream<DynamicTest> the_war_is_at_home() throws IOException {
    differences = Differences.read();
    List<Jdk> jdks = Jdk.wanted();
    return CertifiedServer.wanted().stream()
        .flatMap(
            server ->
                jdks.stream()
                    .filter(jdk -> jdk.feature() >= server.leastJdk())
                    .map(
                        jdk ->
                            DynamicTest.dynamicTest(
                                server.id() + " on JDK " + jdk.feature(),
                                () -> certify(server, jdk))));
  }

  private void certify(CertifiedServer server, Jdk jdk) throws IOException {
    Matrix.Row row = matrix.row(server.title(), server.version(), jdk.feature());
    try {
      Optional<Differences.Refused> refused = differences.refused(server, jdk.feature());
      if (refused.isPresent()) {
        refuse(server, jdk, refused.get(), row);
      } else {
        run(server, jdk, row);
      }
    } catch (AssertionError e) {
      row.failed("it does not start", e);
    } finally {
      matrix.write();
      System.out.println(row);
    }
    assertEquals(List.of(), row.failures());
  }

  private static ServerHost host(CertifiedServer server, Jdk jdk) throws IOException {
    return new ServerHost(
        server.host(),
        () -> server.builder().jdk(jdk.home()).patience(LONGEST_START).jvm("-Xmx512m"),
        ServerBuilder.gatehouseWar(),
        MarkerStage::files,
        true);
  }

  private static void refuse(
      CertifiedServer server, Jdk jdk, Differences.Refused refused, Matrix.Row row)
      throws IOException {
    try (ServerHost host = host(server, jdk)) {
      row.failed("it runs, although it is listed as unsupported: " + host.server().pid());
    } catch (AssertionError e) {
      if (refused.isShownBy(e.getMessage())) {
        row.remark("not supported by the server: " + refused.why());
      } else {
        row.failed("it does not start, but for another reason", e);
      }
    }
  }

  private void run(CertifiedServer server, Jdk jdk, Matrix.Row row) throws IOException {
    try (Stream<DynamicTest> cases = CaseRunner.tests(host(server, jdk))) {
      cases.forEach(each -> run(each, differences.of(server, each.getDisplayName()), row));
    }
  }

  private static void run(DynamicTest test, Optional<String> difference, Matrix.Row row) {
    try {
      test.getExecutable().execute();
      if (difference.isPresent()) {
        row.failed(test.getDisplayName() + " holds, although it is listed: " + difference.get());
      } else {
        row.passed();
      }
    } catch (TestAbortedException e) {
      row.leftOut(e.getMessage());
    } catch (Throwable e) {
      if (difference.isPresent()) {
        row.differs(test.getDisplayName(), difference.get());
      } else {
        row.failed(test.getDisplayName(), e);
      }
    }
  }

  @AfterAll
  void print() {
    System.out.println(matrix);
  }
}
