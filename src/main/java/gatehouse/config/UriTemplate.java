package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.UriPart.Literal;
import gatehouse.config.UriPart.PathVariable;
import gatehouse.config.UriPart.Resolved;
import gatehouse.config.UriPart.StageVariable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An integration's URI as the operator wrote it: {@code https://host/pets/{id}} or {@code
 * http://${stageVariables.host}/}. Immutable.
 *
 * <p>A stage variable may hold a host, or a host and a path, or a query as well, so where the host
 * ends is known only in a stage: see {@link #resolve}. Path variables come from clients, who must
 * not choose the host: they stand behind a slash or a question mark that the operator wrote.
 *
 * <p>AWS: {@code IntegrationUri} of the ApiGatewayV2 API.
 *
 * @param scheme {@code http} or {@code https}
 * @param parts all that stands behind {@code ://}
 */
public record UriTemplate(String scheme, List<UriPart> parts) {

  private static final int LONGEST = 2048;
  private static final Pattern VARIABLE = Pattern.compile("[\\w.:-]+");
  private static final String STAGE_VARIABLES = "stageVariables.";

  /** A template of these parts; {@link #resolve} checks them. */
  public UriTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a URI as AWS writes it. One without stage variables is checked wholly, others as far as
   * they are known.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static UriTemplate parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has %d characters: write a URL of 1 to %d".formatted(text.length(), LONGEST));
    }
    int end = text.indexOf("://");
    String scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "does not start with `http://` or `https://`: write one of them out, no variable can"
              + " stand for it");
    }
    UriTemplate template = new UriTemplate(scheme, parts(text.substring(end + 3)));
    if (template.stageVariables().isEmpty()) {
      template.resolve(Map.of());
    }
    return template;
  }

  /** The names of the path variables that it uses. */
  public Set<String> pathVariables() {
    return parts.stream()
        .filter(PathVariable.class::isInstance)
        .map(part -> ((PathVariable) part).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The names of the stage variables that it uses. */
  public Set<String> stageVariables() {
    return parts.stream()
        .filter(StageVariable.class::isInstance)
        .map(part -> ((StageVariable) part).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The URI in one stage.
   *
   * @param stageVariables all variables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read: a
   *     variable is not defined, or what comes out is no URL
   */
  public ResolvedUri resolve(Map<String, String> stageVariables) {
    List<Resolved> resolved = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (UriPart part : parts) {
      if (part instanceof StageVariable variable) {
        literal.append(value(variable.name(), stageVariables));
      } else if (part instanceof PathVariable variable) {
        flush(literal, resolved);
        resolved.add(variable);
      } else {
        literal.append(part.text());
      }
    }
    flush(literal, resolved);
    return ResolvedUri.split(scheme, resolved);
  }

  /** The URI as AWS writes it; {@link #parse} reads it back. It may hold keys: never log it. */
  public String text() {
    return parts.stream().map(UriPart::text).collect(Collectors.joining("", scheme + "://", ""));
  }

  /** Leaves the query out: it may hold keys. */
  @Override
  public String toString() {
    String text = text();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?…";
  }

  private static String value(String name, Map<String, String> stageVariables) {
    String value = stageVariables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "uses the stage variable %s, which is not defined: add it to `StageVariables`"
              .formatted(quoted(name)));
    }
    return value;
  }

  private static List<UriPart> parts(String text) {
    List<UriPart> parts = new ArrayList<>();
    boolean behindHost = false;
    int start = 0;
    while (start < text.length()) {
      int next = start;
      if (text.charAt(start) == '{' || text.startsWith("${", start)) {
        next = text.indexOf('}', start) + 1;
        parts.add(variable(text, start, next, behindHost));
      } else {
        next = endOfLiteral(text, start);
        String literal = text.substring(start, next);
        checkLiteral(literal, behindHost);
        behindHost |= literal.indexOf('/') >= 0 || literal.indexOf('?') >= 0;
        parts.add(new Literal(literal));
      }
      start = next;
    }
    return parts;
  }

  private static UriPart variable(String text, int start, int end, boolean behindHost) {
    if (end == 0) {
      throw new IllegalArgumentException(
          "has a `{` that is never closed: close it, or percent-encode the sign");
    }
    if (text.charAt(start) == '$') {
      return stageVariable(text.substring(start + 2, end - 1));
    }
    String name = text.substring(start + 1, end - 1);
    if (name.endsWith("+")) {
      name = name.substring(0, name.length() - 1);
    }
    if (!VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "has %s, which is no variable: write the name of one of the route's, as in `{id}`"
              .formatted(quoted(text.substring(start, end))));
    }
    PathVariable variable = new PathVariable(name);
    if (!behindHost) {
      throw ResolvedUri.variableInAuthority(List.of(variable));
    }
    return variable;
  }

  private static StageVariable stageVariable(String expression) {
    String name =
        expression.startsWith(STAGE_VARIABLES)
            ? expression.substring(STAGE_VARIABLES.length())
            : "";
    if (!Stage.isVariableName(name)) {
      throw new IllegalArgumentException(
          "has %s, which is no stage variable: write `${stageVariables.NAME}`"
              .formatted(quoted("${" + expression + "}")));
    }
    return new StageVariable(name);
  }

  private static int endOfLiteral(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '{' && !text.startsWith("${", end)) {
      end++;
    }
    return end;
  }

  private static void checkLiteral(String literal, boolean behindHost) {
    if (literal.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "has a `}` without a `{`: remove it, or percent-encode it");
    }
    if (behindHost) {
      UriSyntax.checkLiteral(literal);
    } else {
      UriSyntax.checkLiteralOrHost(literal);
    }
  }

  private static void flush(StringBuilder literal, List<Resolved> resolved) {
    if (!literal.isEmpty()) {
      resolved.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
