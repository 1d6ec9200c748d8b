package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.config.LogDestination;
import gatehouse.control.aws.IssuerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminSettingTest {

  @TempDir private Path directory;

  private final Map<String, String> properties = new HashMap<>();
  private final AdminSetting setting =
      new AdminSetting(new SettingSource(name -> null, properties::get, Map.of()));

  @Test
  void nobody_may_unless_it_is_said() {
    assertNull(setting.read(logs()));
    properties.put("gatehouse.admin", "off");
    assertNull(setting.read(logs()));
    properties.put("gatehouse.admin", "loopback");
    assertNull(Objects.requireNonNull(setting.read(logs())).keys());
    refused("gatehouse.admin", "everybody", "write `off`, `loopback` or `iam`");
  }

  @Test
  void administrators_have_keys_of_their_own() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys.json"), "[]");
    properties.put("gatehouse.admin.credentialsFile", keys.toString());
    refused("gatehouse.admin", "loopback", "which asks for no key: write `iam` there");
    properties.put("gatehouse.admin", "iam");
    assertNotNull(Objects.requireNonNull(setting.read(logs())).keys());
    properties.put("gatehouse.iam.credentialsFile", directory + "/./keys.json");
    refused("gatehouse.admin", "iam", "administrators have a file of their own");
    properties.remove("gatehouse.iam.credentialsFile");
    Files.writeString(keys, "[{}]");
    refused("gatehouse.admin", "iam", "[0].");
    properties.remove("gatehouse.admin.credentialsFile");
    refused("gatehouse.admin", "iam", "name the file with the keys of administrators");
  }

  @Test
  void an_audit_log_is_opened_at_once() throws IOException {
    properties.put("gatehouse.admin", "loopback");
    properties.put("gatehouse.admin.audit", "file:audit.log");
    setting.read(logs());
    assertEquals("", Files.readString(directory.resolve("audit.log")));
    Files.writeString(directory.resolve("blocked"), "");
    refused("gatehouse.admin.audit", "file:blocked/audit.log", "cannot be written");
    refused("gatehouse.admin.audit", "nowhere", "`stdout`");
    refused("gatehouse.admin.audit", "arn:aws:logs:us-east-1:1:log-group:x", "is a log group");
  }

  @Test
  void an_issuer_is_asked_and_need_not_answer_unless_it_is_said() {
    properties.put("gatehouse.admin", "loopback");
    assertEquals(IssuerCheck.Mode.WARN, Objects.requireNonNull(setting.read(logs())).issuerCheck());
    properties.put("gatehouse.admin.issuerCheck", "on");
    assertEquals(IssuerCheck.Mode.ON, Objects.requireNonNull(setting.read(logs())).issuerCheck());
    refused("gatehouse.admin.issuerCheck", "perhaps", "write `off`, `warn` or `on`");
  }

  private void refused(String key, String value, String remedy) {
    properties.put(key, value);
    String message =
        assertThrows(IllegalArgumentException.class, () -> setting.read(logs())).getMessage();
    assertTrue(message.startsWith("setting gatehouse.admin") && message.contains(remedy), message);
  }

  private AccessLogOptions logs() {
    return new AccessLogOptions(LogDestination.parse("container"), null, directory, 1_000_000, 1);
  }

  @Test
  void a_public_url_has_no_slash_at_its_end() {
    assertNull(setting.publicUrl());
    properties.put("gatehouse.publicUrl", "https://api.example.com/gw/");
    assertEquals("https://api.example.com/gw", setting.publicUrl());
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.example.com", "ftp://x", "https://", "https://x?y", "https://x y"})
  void what_is_no_url_is_refused(String text) {
    properties.put("gatehouse.publicUrl", text);
    assertThrows(IllegalArgumentException.class, setting::publicUrl);
  }
}
