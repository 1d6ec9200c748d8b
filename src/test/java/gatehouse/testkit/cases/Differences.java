package gatehouse.testkit.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known not to hold in some server, with the reason: {@code
 * src/test/resources/certify/differences.json}.
 *
 * @param unsupported combinations that the server itself refuses
 * @param cases by the beginning of a server's id, then by the case: why it cannot hold there
 */
record Differences(List<Refused> unsupported, Map<String, Map<String, String>> cases) {

  private static final Path FILE = Path.of("src/test/resources/certify/differences.json");

  /**
   * A server that does not run on a JDK.
   *
   * @param server its id
   * @param evidence a regular expression that is found in what it prints
   */
  record Refused(String server, int jdk, String evidence, String why) {

    boolean isShownBy(String printed) {
      return Pattern.compile(evidence).matcher(printed).find();
    }
  }

  static Differences read() throws IOException {
    return new ObjectMapper().readValue(FILE.toFile(), Differences.class);
  }

  Optional<Refused> refused(CertifiedServer server, int jdk) {
    return unsupported.stream()
        .filter(entry -> entry.server().equals(server.id()) && entry.jdk() == jdk)
        .findFirst();
  }

  /** Why this case cannot hold there; empty when it has to. */
  Optional<String> of(CertifiedServer server, String name) {
    return cases.entrySet().stream()
        .filter(entry -> server.id().startsWith(entry.getKey()))
        .map(entry -> entry.getValue().get(name))
        .filter(reason -> reason != null)
        .findFirst();
  }
}
