package gatehouse.cors;

import gatehouse.config.Cors;
import gatehouse.config.Release;
import java.util.ArrayList;
import java.util.List;

/** What AWS accepts in a CORS configuration, and browsers do not take as it was meant. */
public final class CorsWarnings {

  private final Release release;
  private final List<String> warnings = new ArrayList<>();

  private CorsWarnings(Release release) {
    this.release = release;
  }

  /** The warnings, for the operator to read. */
  public static List<String> of(Release release) {
    CorsWarnings found = new CorsWarnings(release);
    Cors cors = release.cors();
    if (cors != null) {
      found.look(cors);
    }
    return found.warnings;
  }

  private void look(Cors cors) {
    if (cors.allowOrigins().isEmpty()) {
      warn("AllowOrigins", "allows no origin, so browsers keep all pages out: add some");
    }
    if (cors.allowCredentials()) {
      lookForLiteral("AllowMethods", cors.allowMethods());
      lookForLiteral("AllowHeaders", cors.allowHeaders());
      lookForLiteral("ExposeHeaders", cors.exposeHeaders());
      for (String origin : cors.allowOrigins()) {
        if (origin.endsWith("://*")) {
          warn(
              "AllowOrigins",
              "lets every page of `%s` act for its user while AllowCredentials is true: write the origins"
                  .formatted(origin));
        }
      }
    }
  }

  private void lookForLiteral(String property, List<String> members) {
    if (members.contains("*")) {
      warn(
          property,
          "has `*`, which browsers take for a name while AllowCredentials is true: write the"
              + " names");
    }
  }

  private void warn(String property, String message) {
    warnings.add(release.corsProblem(property, message).toString());
  }
}
