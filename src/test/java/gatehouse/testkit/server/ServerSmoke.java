package gatehouse.testkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every server of the kit; each has a class of its own that names it. */
abstract class ServerSmoke {

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void the_packaged_war_deploys_and_applications_come_and_go() {
    Path probe = ProbeWar.in(directory);
    try (ServerProcess server =
        server()
            .jvm("-Xmx64m")
            .deploy("/", probe, Map.of("probe", "<&>"))
            .deploy("/v0", probe)
            .deploy("/gatehouse", ServerBuilder.gatehouseWar())
            .start()) {
      assertTrue(RawClient.get(server.port(), "/gatehouse/x").status() < 600);
      assertEquals("/x\nnull\n\n<&>", text(server, "/x"));
      assertEquals("/v0/\nq\n/v0\nnull", text(server, "/v0/?q"));
      server.deploy("/x/v0", probe, Map.of("probe", "late"));
      assertEquals("/x/v0/a\nnull\n/x/v0\nlate", text(server, "/x/v0/a"));
      server.redeploy("/x/v0");
      assertEquals("/x/v0/a\nnull\n/x/v0\nlate", text(server, "/x/v0/a"));
      server.undeploy("/x/v0");
      assertEquals("/x/v0/a\nnull\n\n<&>", text(server, "/x/v0/a"));
      raw_targets_reach_the_application(server);
      assertTrue(server.jcmd("GC.class_histogram").contains(ProbeServlet.class.getName()));
      assertTrue(server.stop());
      assertFalse(ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  private static void raw_targets_reach_the_application(ServerProcess server) {
    for (String path :
        List.of(
            "/v0/a%2Fb", "/v0//a//b", "//a", "/v0/a;x=1/b", "/v0/%25", "/v0/a|[]{}", "/v0/a%20b")) {
      RawAnswer answer = RawClient.get(server.port(), path + "?q=|{}[]%7C+");
      assertEquals(200, answer.status(), path);
      assertEquals(List.of(path, "q=|{}[]%7C+"), answer.text().lines().limit(2).toList());
      assertEquals(List.of(), answer.headers("Server"));
    }
  }

  private static String text(ServerProcess server, String target) {
    return RawClient.get(server.port(), target).text();
  }
}
