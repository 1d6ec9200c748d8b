package gatehouse.expression;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Reads references without their dollar sign and braces: {@code request.header.NAME}. */
final class References {

  /** What they can begin with. */
  static final List<String> SOURCES = List.of("request", "response", "context", "stageVariables");

  private static final List<String> OF_REQUESTS = List.of("header", "querystring", "path", "body");
  private static final List<String> OF_RESPONSES = List.of("header", "body");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern QUERY_NAME = Pattern.compile("[^\\s{}&=]+");
  private static final Pattern PATH_VARIABLE = Pattern.compile("[\\w.:-]+");
  private static final Pattern STAGE_VARIABLE = Pattern.compile("\\w{1,64}");

  private final ExpressionKind kind;

  References(ExpressionKind kind) {
    this.kind = kind;
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  Source parse(String reference) {
    String source = word(reference);
    String rest = reference.substring(source.length());
    if (!SOURCES.contains(source)) {
      throw unknown(reference, source, SOURCES);
    }
    if (!kind.has(source)) {
      throw new IllegalArgumentException(
          "has `$%s`, which there is not in %s: use %s"
              .formatted(
                  reference,
                  kind == ExpressionKind.RESPONSE ? "a response mapping" : "a request",
                  kind == ExpressionKind.RESPONSE
                      ? "`$response`, `$context` or `$stageVariables`"
                      : "`$request`, `$context` or `$stageVariables`"));
    }
    return switch (source) {
      case "context" -> context(reference, named(reference, rest, "requestId"));
      case "stageVariables" ->
          stageVariable(checked(named(reference, rest, "NAME"), STAGE_VARIABLE, reference));
      case "response" -> ofMessage(reference, rest, OF_RESPONSES);
      default -> ofMessage(reference, rest, OF_REQUESTS);
    };
  }

  private Source ofMessage(String reference, String rest, List<String> fields) {
    String tail = named(reference, rest, fields.get(0) + ".NAME");
    String field = word(tail);
    if (!fields.contains(field)) {
      throw unknown(reference, field, fields);
    }
    String behind = tail.substring(field.length());
    if (!kind.isMapping() && (field.equals("path") || field.equals("body"))) {
      throw new IllegalArgumentException(
          "has `$%s`, which identifies nobody: use a header or a query parameter"
              .formatted(reference));
    }
    return switch (field) {
      case "header" ->
          new Source.OfHeader(
              checked(named(reference, behind, "NAME"), HEADER_NAME, reference),
              fields == OF_RESPONSES);
      case "querystring" ->
          new Source.OfQuery(checked(named(reference, behind, "NAME"), QUERY_NAME, reference));
      case "path" ->
          behind.isEmpty()
              ? scope -> scope.exchange().path().decoded()
              : pathVariable(checked(named(reference, behind, "NAME"), PATH_VARIABLE, reference));
      default -> new Source.OfBody(behind.isEmpty() ? null : JsonPath.parse(behind));
    };
  }

  /** Line breaks, as a certificate has them, become spaces: RFC 9110, section 5.5. */
  private static Source context(String reference, String name) {
    ContextVariable variable = ContextVariables.find(name);
    if (variable == null) {
      throw unknown(reference, name, ContextVariables.names());
    }
    return scope -> {
      String value = variable.of(scope.exchange());
      return value == null ? null : value.strip().replace('\r', ' ').replace('\n', ' ');
    };
  }

  private static Source stageVariable(String name) {
    return scope -> scope.exchange().match().stage().variables().get(name);
  }

  private static Source pathVariable(String name) {
    return scope -> scope.exchange().match().pathVariable(name);
  }

  private static String word(String text) {
    return text.split("[.\\[]", 2)[0];
  }

  /** What stands behind the dot that has to come now. */
  private static String named(String reference, String rest, String example) {
    if (rest.length() < 2 || rest.charAt(0) != '.') {
      String known = reference.substring(0, reference.length() - rest.length());
      throw new IllegalArgumentException(
          "has `$%s`, which does not say what of it: write `$%s.%s`"
              .formatted(reference, known, example));
    }
    return rest.substring(1);
  }

  private static String checked(String name, Pattern allowed, String reference) {
    if (!allowed.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "has `$%s`, whose name %s cannot be one: correct it%s"
              .formatted(
                  reference, "`" + name + "`", name.endsWith("+") ? ", leave the `+` out" : ""));
    }
    return name;
  }

  private static IllegalArgumentException unknown(
      String reference, String word, Collection<String> known) {
    String near = Nearest.loose(word, known);
    String remedy =
        near != null
            ? "did you mean `%s`?".formatted(near)
            : known.size() > SOURCES.size()
                ? "see the variables of access logs"
                : "write one of " + String.join(", ", known);
    return new IllegalArgumentException(
        "has `$%s`, and `%s` is unknown: %s".formatted(reference, word, remedy));
  }
}
