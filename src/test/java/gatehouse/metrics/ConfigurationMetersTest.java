package gatehouse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigurationMetersTest {

  @Test
  void routes_are_those_that_stages_serve_each_of_a_release_once() {
    String old =
        "{\"Routes\":{\"a\":{\"RouteKey\":\"GET /a\"},\"b\":{\"RouteKey\":\"GET /b\"}},"
            + "\"Integrations\":{}}";
    Configuration configuration =
        read(
            Map.of(
                "routes/a.json", "{\"RouteKey\":\"GET /a\"}",
                "routes/c.json", "{\"RouteKey\":\"GET /c\"}",
                "routes/d.json", "{\"RouteKey\":\"GET /d\"}",
                "deployments/d1.json", old,
                "deployments/d2.json", old,
                "stages/one.json", "{\"DeploymentId\":\"d1\"}",
                "stages/two.json", "{\"DeploymentId\":\"d1\"}",
                "stages/live.json", "{\"Routes\":[\"routes/a\"]}"));
    RegistryState state =
        new RegistryState(
            1,
            Instant.EPOCH,
            List.of(),
            new Loaded(configuration, "abc"),
            new RegistryState.Tally(1, 0, null));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new ConfigurationMeters(registry, () -> state, () -> Instant.EPOCH);

    assertEquals(3, registry.get("gatehouse.configuration.routes").gauge().value());
    registry.close();
  }

  private static Configuration read(Map<String, String> files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ConfigurationJson().read(new ConfigurationFiles(contents, List.of()));
  }
}
