package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.server.Deployment;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TomcatSettingsIT extends SettingsContract {

  @Override
  ServerBuilder server() {
    return ServerProcess.tomcat();
  }

  @Override
  String failed() {
    return "Context \\[/failing] startup failed";
  }

  @Test
  void an_entry_in_jndi_beats_a_context_parameter() {
    try (ServerProcess server =
        server()
            .deploy(deployment("/one", "by-jndi-one"))
            .deploy(deployment("/two", "by-jndi-two"))
            .start()) {
      assertEquals("200 /by-jndi-one", Awaited.get(server, "/one/who"));
      assertEquals("200 /by-jndi-two", Awaited.get(server, "/two/who"));
    }
  }

  private Deployment deployment(String contextPath, String name) {
    String setting = "gatehouse.config";
    return new Deployment(
        contextPath,
        WAR,
        Map.of(setting, configuration("by-parameter")),
        Map.of(setting, configuration(name)));
  }
}
