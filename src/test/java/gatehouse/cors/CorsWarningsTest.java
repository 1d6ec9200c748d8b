package gatehouse.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.Cors;
import gatehouse.config.Release;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsWarningsTest {

  private static final List<String> ANY = List.of("*");
  private static final List<String> ORIGIN = List.of("https://a.test");

  @Test
  void without_a_configuration_there_is_nothing_to_tell() {
    assertEquals(List.of(), warnings(null, null));
  }

  @Test
  void asterisks_without_credentials_are_fine() {
    assertEquals(List.of(), warnings(null, new Cors(ANY, ANY, ANY, ANY, false, 1)));
  }

  @Test
  void names_with_credentials_are_fine() {
    List<String> names = List.of("GET");
    assertEquals(List.of(), warnings(null, new Cors(ORIGIN, names, names, names, true, 1)));
  }

  @Test
  void asterisks_with_credentials_are_told() {
    assertEquals(
        List.of(
            "apis/x/api.json: CorsConfiguration.AllowMethods: has `*`, which browsers take for a name while AllowCredentials is true: write the names",
            "apis/x/api.json: CorsConfiguration.AllowHeaders: has `*`, which browsers take for a name while AllowCredentials is true: write the names",
            "apis/x/api.json: CorsConfiguration.ExposeHeaders: has `*`, which browsers take for a name while AllowCredentials is true: write the names"),
        warnings(null, new Cors(ORIGIN, ANY, ANY, ANY, true, 1)));
  }

  @Test
  void all_hosts_with_credentials_are_told() {
    assertEquals(
        List.of(
            "apis/x/api.json: CorsConfiguration.AllowOrigins: lets every page of `https://*` act for its user while AllowCredentials is true: write the origins"),
        warnings(
            null, new Cors(List.of("https://*"), List.of(), List.of(), List.of(), true, null)));
  }

  @Test
  void no_origin_at_all_is_told_also_of_a_deployment() {
    assertEquals(
        List.of(
            "apis/x/deployments/d1.json: CorsConfiguration.AllowOrigins: allows no origin, so browsers keep all pages out: add some"),
        warnings("d1", new Cors(List.of(), ANY, List.of(), List.of(), false, null)));
  }

  private static List<String> warnings(String deploymentId, Cors cors) {
    return CorsWarnings.of(new Release("apis/x/", deploymentId, cors, Map.of(), Map.of()));
  }
}
