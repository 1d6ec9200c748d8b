package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.Cors;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorsWarningsTest {

  private static final List<String> ANY = List.of("*");

  @Test
  void asterisks_without_credentials_are_fine() {
    assertEquals(List.of(), CorsWarnings.of("api.json", new Cors(ANY, ANY, ANY, ANY, false, 1)));
  }

  @Test
  void asterisks_with_credentials_are_told() {
    assertEquals(
        List.of(
            "api.json: CorsConfiguration.AllowMethods has `*`, which browsers take for a name when AllowCredentials is true: write the names",
            "api.json: CorsConfiguration.AllowHeaders has `*`, which browsers take for a name when AllowCredentials is true: write the names",
            "api.json: CorsConfiguration.ExposeHeaders has `*`, which browsers take for a name when AllowCredentials is true: write the names"),
        CorsWarnings.of("api.json", new Cors(List.of("https://a.test"), ANY, ANY, ANY, true, 1)));
  }

  @Test
  void all_hosts_with_credentials_are_told() {
    assertEquals(
        List.of(
            "api.json: CorsConfiguration lets every page of https://* act for its users, with their cookies: write the origins"),
        CorsWarnings.of(
            "api.json",
            new Cors(List.of("https://*"), List.of(), List.of(), List.of(), true, null)));
  }

  @Test
  void no_origin_at_all_is_told() {
    assertEquals(
        List.of("api.json: CorsConfiguration allows no origin: add some to AllowOrigins"),
        CorsWarnings.of("api.json", new Cors(List.of(), ANY, List.of(), List.of(), false, null)));
  }
}
