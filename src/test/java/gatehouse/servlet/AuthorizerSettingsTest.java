package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.SigningAlgorithm;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerSettingsTest {

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Settings settings =
      new Settings(new SettingSource(name -> null, properties::get, environment));

  @Test
  void without_settings_it_is_as_on_aws() {
    assertEquals(
        Set.of(SigningAlgorithm.RS256, SigningAlgorithm.RS384, SigningAlgorithm.RS512),
        settings.jwtAlgorithms());
    assertFalse(settings.jwtAllowHttp());
    assertEquals(32 << 20, settings.authorizerCacheBytes());
  }

  @Test
  void algorithms_are_a_list() {
    environment.put("GATEHOUSE_JWT_ALGORITHMS", "ES256");
    assertEquals(Set.of(SigningAlgorithm.ES256), settings.jwtAlgorithms());
    properties.put("gatehouse.jwt.algorithms", "RS256, PS512 ,EdDSA");
    assertEquals(
        Set.of(SigningAlgorithm.RS256, SigningAlgorithm.PS512, SigningAlgorithm.EDDSA),
        settings.jwtAlgorithms());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "none", "RS256,", "rs256", ",", "RS256;RS384"})
  void an_algorithm_without_a_public_key_is_told_with_the_setting(String list) {
    properties.put("gatehouse.jwt.algorithms", list);
    String message =
        assertThrows(IllegalArgumentException.class, settings::jwtAlgorithms).getMessage();
    assertTrue(message.startsWith("setting gatehouse.jwt.algorithms: `"), message);
    assertTrue(message.contains("write some of RS256, "), message);
  }

  @Test
  void http_is_allowed_by_true_alone() {
    properties.put("gatehouse.jwt.allowHttp", "true");
    assertTrue(settings.jwtAllowHttp());
    properties.put("gatehouse.jwt.allowHttp", "yes");
    String message =
        assertThrows(IllegalArgumentException.class, settings::jwtAllowHttp).getMessage();
    assertTrue(message.contains("gatehouse.jwt.allowHttp"), message);
  }

  @Test
  void the_memory_of_results_has_bounds() {
    environment.put("GATEHOUSE_AUTHORIZER_CACHE_BYTES", "65536");
    assertEquals(65_536, settings.authorizerCacheBytes());
    for (String wrong : new String[] {"65535", "1073741825", "-1", "32m"}) {
      properties.put("gatehouse.authorizerCacheBytes", wrong);
      String message =
          assertThrows(IllegalArgumentException.class, settings::authorizerCacheBytes).getMessage();
      assertTrue(message.contains("gatehouse.authorizerCacheBytes"), message);
    }
  }
}
