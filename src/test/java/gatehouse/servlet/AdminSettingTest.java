package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminSettingTest {

  private final Map<String, String> properties = new HashMap<>();
  private final AdminSetting setting =
      new AdminSetting(new SettingSource(name -> null, properties::get, Map.of()));

  @Test
  void nobody_may_unless_it_is_said() {
    assertEquals(AdminSetting.Mode.OFF, setting.mode());
    properties.put("gatehouse.admin", "off");
    assertEquals(AdminSetting.Mode.OFF, setting.mode());
    properties.put("gatehouse.admin", "loopback");
    assertEquals(AdminSetting.Mode.LOOPBACK, setting.mode());
    properties.put("gatehouse.admin", "everybody");
    assertThrows(IllegalArgumentException.class, setting::mode);
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
