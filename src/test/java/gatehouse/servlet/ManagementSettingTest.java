package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.control.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementSettingTest {

  private static final String TOKEN = "0123456789abcdef";

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Settings settings =
      new Settings(new SettingSource(name -> null, name -> null, environment));

  @Test
  void it_is_off_unless_it_is_asked_for() {
    assertNull(settings.management());
    environment.put("GATEHOUSE_MANAGEMENT", "off");
    assertNull(settings.management());
  }

  @Test
  void loopback_and_token_can_be_combined() {
    environment.put("GATEHOUSE_MANAGEMENT", "loopback");
    assertEquals(new Access(true, null), settings.management());

    environment.put("GATEHOUSE_MANAGEMENT", "token, loopback");
    environment.put("GATEHOUSE_MANAGEMENT_TOKEN", TOKEN);
    Access both = settings.management();
    assertNotNull(both);
    assertTrue(both.loopback());
    assertNotNull(both.token());
  }

  @Test
  void the_token_can_be_in_a_file() throws IOException {
    environment.put("GATEHOUSE_MANAGEMENT", "token");
    environment.put(
        "GATEHOUSE_MANAGEMENT_TOKEN_FILE",
        Files.writeString(directory.resolve("t"), TOKEN + "\n").toString());

    Access access = settings.management();
    assertNotNull(access);
    assertFalse(access.loopback());
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "true", "loopback,", "loopback,off", "Token", "localhost"})
  void other_words_are_refused(String text) {
    environment.put("GATEHOUSE_MANAGEMENT", text);

    assertEquals(
        "setting gatehouse.management is `%s`: write `off`, `loopback`, `token` or `loopback,token`"
            .formatted(text),
        refusal());
  }

  @Test
  void one_token_is_demanded_and_never_quoted() {
    environment.put("GATEHOUSE_MANAGEMENT", "token");
    String demand =
        "setting gatehouse.management demands a token: set either gatehouse.management.token or"
            + " gatehouse.management.tokenFile";
    assertEquals(demand, refusal());

    environment.put("GATEHOUSE_MANAGEMENT_TOKEN", "secretive");
    assertTrue(refusal().startsWith("setting gatehouse.management.token: is no token"));
    assertFalse(refusal().contains("secretive"));

    environment.put("GATEHOUSE_MANAGEMENT_TOKEN_FILE", "/missing/file");
    assertEquals(demand, refusal());
    environment.remove("GATEHOUSE_MANAGEMENT_TOKEN");
    assertTrue(
        refusal()
            .startsWith(
                "setting gatehouse.management.tokenFile: the file /missing/file cannot be read"));
  }

  @Test
  void a_token_that_nobody_would_be_asked_for_is_refused() {
    environment.put("GATEHOUSE_MANAGEMENT", "loopback");
    String fault =
        "setting %1$s is set, but gatehouse.management is `loopback`, which asks for no token:"
            + " write `token` or `loopback,token` there, or remove %1$s";
    environment.put("GATEHOUSE_MANAGEMENT_TOKEN_FILE", "/missing/file");
    assertEquals(fault.formatted("gatehouse.management.tokenFile"), refusal());
    environment.put("GATEHOUSE_MANAGEMENT_TOKEN", TOKEN);
    assertEquals(fault.formatted("gatehouse.management.token"), refusal());

    environment.put("GATEHOUSE_MANAGEMENT", "off");
    assertNull(settings.management());
  }

  @Test
  void metrics_of_the_jvm_can_be_left_to_the_server() {
    assertTrue(settings.metricsOfJvm());
    environment.put("GATEHOUSE_METRICS_JVM", "false");
    assertFalse(settings.metricsOfJvm());
    environment.put("GATEHOUSE_METRICS_JVM", "no");
    assertEquals(
        "setting gatehouse.metrics.jvm is `no`: write true or false",
        assertThrows(IllegalArgumentException.class, settings::metricsOfJvm).getMessage());
  }

  private String refusal() {
    return assertThrows(IllegalArgumentException.class, settings::management).getMessage();
  }
}
