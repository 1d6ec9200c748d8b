package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Field;
import gatehouse.testkit.server.ProbeWar;
import gatehouse.testkit.server.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHostIT {

  @TempDir private Path directory;

  @Test
  void a_configuration_is_in_service_when_configure_returns() throws Exception {
    try (ServerHost host =
        new ServerHost(
            "jetty",
            ServerProcess::jetty,
            ProbeWar.in(directory),
            (stage, upstream) -> Map.of(stage, upstream))) {
      for (String name : List.of("zz-a", "zz-b", "zz-c")) {
        assertEquals(404, get(host, "/" + name).status());
        host.configure(Map.of(name, "{}"));
        assertEquals(200, get(host, "/" + name).status());
      }
      assertEquals(404, get(host, "/zz-a").status());
      Host.Answer answer = get(host, "/x%2Fy?q");
      assertEquals("/x%2Fy\nq\n\nnull", new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private static Host.Answer get(Host host, String target) throws Exception {
    return host.send(
        new Host.Sent("GET", target, List.of(new Field("Host", "h.test")), new byte[0]));
  }
}
