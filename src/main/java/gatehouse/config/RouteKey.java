package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a route answers: {@code GET /pets/{id}}, {@code ANY /{proxy+}} or {@code
 * $default}. Immutable.
 *
 * <p>AWS: "Develop routes for HTTP APIs", and {@code RouteKey} of the ApiGatewayV2 API.
 *
 * @param method {@link RouteMethod#ANY} for {@code $default}
 * @param template the paths; null for {@code $default}, which answers whatever no other route does
 */
public record RouteKey(RouteMethod method, @Nullable PathTemplate template) {

  private static final String DEFAULT_TEXT = "$default";

  /** The key {@code $default}. */
  public static final RouteKey DEFAULT = new RouteKey(RouteMethod.ANY, null);

  /**
   * A key.
   *
   * @throws IllegalArgumentException when there is no template, but a method other than ANY
   */
  public RouteKey {
    if (template == null && method != RouteMethod.ANY) {
      throw new IllegalArgumentException(DEFAULT_TEXT + " takes every method, not only " + method);
    }
  }

  /**
   * Reads a key as AWS writes it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static RouteKey parse(String text) {
    if (text.equals(DEFAULT_TEXT)) {
      return DEFAULT;
    }
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException(
          "the route key is empty: write one such as `GET /pets/{id}`, or `$default`");
    }
    if (!trimmed.equals(text)) {
      throw fault(text, "has spaces around it: write " + quoted(trimmed));
    }
    int space = text.indexOf(' ');
    if (space < 0) {
      throw faultOfOneWord(text);
    }
    String path = text.substring(space + 1);
    if (path.startsWith(" ")) {
      String better = text.substring(0, space) + " " + path.strip();
      throw fault(text, "takes a single space after the method: write " + quoted(better));
    }
    return new RouteKey(method(text, text.substring(0, space), path), PathTemplate.parse(path));
  }

  /**
   * What AWS goes by when it refuses two routes as the same one: the key without the names of its
   * variables. Equal for {@code GET /pets/{id}} and {@code GET /pets/{petId}}; not itself a key.
   */
  public String identity() {
    return template == null ? DEFAULT_TEXT : method + " " + template.identity();
  }

  /** The key as AWS writes it; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return template == null ? DEFAULT_TEXT : method + " " + template;
  }

  private static RouteMethod method(String text, String word, String path) {
    RouteMethod exact = methodOf(word);
    if (exact != null) {
      return exact;
    }
    RouteMethod meant = methodOf(word.toUpperCase(Locale.ROOT));
    if (meant != null) {
      String better = meant + " " + path;
      throw fault(text, "needs its method in upper case: write " + quoted(better));
    }
    throw fault(
        text,
        "names the method %s, which no route can have: write one of %s"
            .formatted(quoted(word), Arrays.toString(RouteMethod.values())));
  }

  private static IllegalArgumentException faultOfOneWord(String text) {
    if (text.startsWith("/")) {
      return fault(
          text,
          "has no method: write %s, or %s for all methods"
              .formatted(quoted("GET " + text), quoted("ANY " + text)));
    }
    if (text.startsWith("$")) {
      return fault(text, "is unknown: the only key of an HTTP API with a `$` is `$default`");
    }
    if (methodOf(text) != null) {
      return fault(text, "has no path: write %s for the root".formatted(quoted(text + " /")));
    }
    return fault(text, "is no route key: write one such as `GET /pets/{id}`, or `$default`");
  }

  private static @Nullable RouteMethod methodOf(String word) {
    for (RouteMethod method : RouteMethod.values()) {
      if (method.name().equals(word)) {
        return method;
      }
    }
    return null;
  }

  private static IllegalArgumentException fault(String text, String fault) {
    return new IllegalArgumentException("the route key " + quoted(text) + " " + fault);
  }
}
