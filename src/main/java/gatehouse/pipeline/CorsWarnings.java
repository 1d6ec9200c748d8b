package gatehouse.pipeline;

import gatehouse.config.Cors;
import java.util.ArrayList;
import java.util.List;

/** What AWS accepts in a CORS configuration, and browsers do not take as it was meant. */
final class CorsWarnings {

  private static final String ANY = "*";

  private CorsWarnings() {}

  /**
   * The warnings, for the operator to read.
   *
   * @param file where the configuration is
   */
  static List<String> of(String file, Cors cors) {
    List<String> warnings = new ArrayList<>();
    if (cors.allowOrigins().isEmpty()) {
      warnings.add(file + ": CorsConfiguration allows no origin: add some to AllowOrigins");
    }
    if (cors.allowCredentials()) {
      literal(file, "AllowMethods", cors.allowMethods(), warnings);
      literal(file, "AllowHeaders", cors.allowHeaders(), warnings);
      literal(file, "ExposeHeaders", cors.exposeHeaders(), warnings);
      cors.allowOrigins().stream()
          .filter(origin -> origin.endsWith("://*"))
          .forEach(
              origin ->
                  warnings.add(
                      "%s: CorsConfiguration lets every page of %s act for its users, with their cookies: write the origins"
                          .formatted(file, origin)));
    }
    return warnings;
  }

  private static void literal(
      String file, String property, List<String> members, List<String> warnings) {
    if (members.contains(ANY)) {
      warnings.add(
          "%s: CorsConfiguration.%s has `*`, which browsers take for a name when AllowCredentials is true: write the names"
              .formatted(file, property));
    }
  }
}
