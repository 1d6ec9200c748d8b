package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code CorsConfiguration}. What AWS refuses is refused, and what no browser could ever
 * honour.
 *
 * <p>AWS: {@code Cors} of the ApiGatewayV2 API.
 */
final class CorsJson {

  private static final String ANY = "*";
  private static final int LONGEST_AGE = 86_400;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final List<String> METHODS =
      Arrays.stream(RouteMethod.values())
          .filter(method -> method != RouteMethod.ANY)
          .map(RouteMethod::name)
          .toList();

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a CORS configuration")
          .read(
              "AllowCredentials",
              "AllowHeaders",
              "AllowMethods",
              "AllowOrigins",
              "ExposeHeaders",
              "MaxAge");

  private CorsJson() {}

  /**
   * The CORS configuration in the property {@code CorsConfiguration} of an API or a deployment.
   *
   * @return null when there is none; an empty object says nothing, too
   */
  static @Nullable Cors readFrom(ObjectJson resource) {
    ObjectJson in = resource.object("CorsConfiguration");
    if (in == null || in.node().isEmpty()) {
      return null;
    }
    PROPERTIES.check(in);
    List<String> origins = list(in, "AllowOrigins", CorsOrigin::checked);
    boolean credentials = Boolean.TRUE.equals(in.bool("AllowCredentials"));
    if (credentials && origins.contains(ANY)) {
      in.problem(
          "AllowCredentials",
          "cannot be true while `AllowOrigins` has `*`, which no browser accepts: write the"
              + " origins, or false");
    }
    return new Cors(
        origins,
        list(in, "AllowMethods", CorsJson::method),
        list(in, "AllowHeaders", CorsJson::headerName),
        list(in, "ExposeHeaders", CorsJson::headerName),
        credentials,
        in.wholeNumber("MaxAge", -1, LONGEST_AGE, "a day at most; -1 to keep browsers from it"));
  }

  private static List<String> list(ObjectJson in, String property, Function<String, String> check) {
    List<String> texts = in.texts(property, check);
    return texts == null ? List.of() : List.copyOf(new LinkedHashSet<>(texts));
  }

  private static String method(String text) {
    if (text.equals(ANY) || METHODS.contains(text)) {
      return text;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (METHODS.contains(upper)) {
      // AWS takes any case; browsers honour methods in upper case only.
      return upper;
    }
    if (upper.equals(RouteMethod.ANY.name())) {
      throw new IllegalArgumentException(
          "is %s, which browsers take for the name of a method: write `*`".formatted(quoted(text)));
    }
    throw new IllegalArgumentException(
        "is %s, but must be a method: write `*`, or of %s"
            .formatted(quoted(text), String.join(", ", METHODS)));
  }

  private static String headerName(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "is %s, which is no name of a header: write one such as `Content-Type`, or `*`"
              .formatted(quoted(text)));
    }
    return text;
  }
}
