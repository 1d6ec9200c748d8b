package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.NodePackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** AWS's SDK for JavaScript, in a process of its own: src/test/node/client/life.mjs. */
final class NodeClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MINUTES = 3;

  private NodeClient() {}

  /** Runs the program and returns the operations that it has tried. */
  static Set<String> run(Surroundings gateway) throws Exception {
    Path program = NodePackages.installed(Path.of("src/test/node/client")).resolve("life.mjs");
    Path errors = program.resolveSibling("errors.log");
    Process process =
        new ProcessBuilder(
                "node",
                program.toString(),
                JSON.writeValueAsString(
                    Map.of(
                        "endpoint", gateway.endpoint(),
                        "key", Surroundings.KEY,
                        "secret", Surroundings.SECRET,
                        "base", gateway.base(),
                        "upstream", gateway.upstream(),
                        "issuer", gateway.issuer(),
                        "token", gateway.token("pets:read"))))
            .directory(program.getParent().toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertEquals(0, process.exitValue(), () -> out + read(errors));
      return JSON.readValue(out, new TypeReference<TreeSet<String>>() {});
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
