package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.PathSegment.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route key: {@code /pets/{id}}, {@code /files/{proxy+}} or {@code /}. Immutable.
 *
 * <p>It is compared with decoded paths, so its literals are decoded, too. AWS documents no alphabet
 * for them; here they may hold whatever a decoded path can hold and an operator can see, but what
 * has a meaning of its own.
 *
 * <p>AWS: "Develop routes for HTTP APIs", "Working with path variables".
 *
 * @param segments at least one; {@code /} is a single literal without text
 */
public record PathTemplate(List<PathSegment> segments) {

  /** Our own bound: no path of a request line that AWS accepts makes sense of more. */
  private static final int MOST_SEGMENTS = 256;

  /**
   * A template of these segments.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public PathTemplate {
    segments = List.copyOf(segments);
    checkSlashes(segments);
    checkVariables(segments);
  }

  /**
   * Reads a template as AWS writes it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "the path %s does not start with a slash: write %s"
              .formatted(quoted(text), quoted("/" + text)));
    }
    List<PathSegment> segments = new ArrayList<>();
    int start = 1;
    for (int slash = text.indexOf('/', start); slash >= 0; slash = text.indexOf('/', start)) {
      segments.add(PathSegment.parse(text.substring(start, slash)));
      start = slash + 1;
    }
    segments.add(PathSegment.parse(text.substring(start)));
    return new PathTemplate(segments);
  }

  /** The variables in their order; a greedy one without its plus sign. */
  public List<String> variableNames() {
    List<String> names = new ArrayList<>();
    for (PathSegment segment : segments) {
      if (segment.kind() != Kind.LITERAL) {
        names.add(segment.text());
      }
    }
    return List.copyOf(names);
  }

  /**
   * The value of one variable. {@code proxy} is the name of {@code {proxy+}}; its value is all that
   * follows, slashes included, and empty when nothing does.
   *
   * @param decodedPath a path that this template matches
   * @return null when there is no such variable
   * @throws IllegalArgumentException when the path is too short for this template
   */
  public @Nullable String variable(String name, String decodedPath) {
    int start = 1;
    for (PathSegment segment : segments) {
      if (segment.kind() != Kind.LITERAL && segment.text().equals(name)) {
        return value(segment, decodedPath, start);
      }
      start = end(decodedPath, start) + 1;
    }
    return null;
  }

  /**
   * The values of all variables by their names, in the template's order.
   *
   * @param decodedPath a path that this template matches
   * @return empty when there are no variables; unmodifiable
   * @throws IllegalArgumentException when the path is too short for this template
   */
  public Map<String, String> variables(String decodedPath) {
    Map<String, String> values = new LinkedHashMap<>();
    int start = 1;
    for (PathSegment segment : segments) {
      if (segment.kind() != Kind.LITERAL) {
        values.put(segment.text(), value(segment, decodedPath, start));
      }
      start = end(decodedPath, start) + 1;
    }
    return Collections.unmodifiableMap(values);
  }

  /** The template as AWS writes it; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return written(segments);
  }

  /** The template without the names of its variables: {@code /pets/{}}. */
  String identity() {
    StringBuilder text = new StringBuilder();
    for (PathSegment segment : segments) {
      boolean isLiteral = segment.kind() == Kind.LITERAL;
      text.append('/').append(isLiteral ? segment.text() : segment.kind().written(""));
    }
    return text.toString();
  }

  private static String value(PathSegment segment, String path, int start) {
    int end = segment.kind() == Kind.GREEDY ? path.length() : end(path, start);
    if (start > end) {
      throw new IllegalArgumentException("the path is shorter than its template");
    }
    return path.substring(start, end);
  }

  private static int end(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  private static String written(List<PathSegment> segments) {
    StringBuilder text = new StringBuilder();
    for (PathSegment segment : segments) {
      text.append('/').append(segment);
    }
    return text.isEmpty() ? "/" : text.toString();
  }

  private static void checkSlashes(List<PathSegment> segments) {
    if (segments.isEmpty() || segments.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException(
          "the path has %d segments: write between 1 and %d"
              .formatted(segments.size(), MOST_SEGMENTS));
    }
    if (segments.stream().noneMatch(PathTemplate::isEmpty)
        || (segments.size() == 1 && isEmpty(segments.get(0)))) {
      return;
    }
    String text = written(segments);
    String better = written(segments.stream().filter(segment -> !isEmpty(segment)).toList());
    boolean onlyTheLast = text.equals(better + "/");
    throw new IllegalArgumentException(
        (onlyTheLast
                ? "the path %s ends with a slash, which AWS does not allow: write %s"
                : "the path %s has an empty segment: write %s")
            .formatted(quoted(text), quoted(better)));
  }

  private static boolean isEmpty(PathSegment segment) {
    return segment.kind() == Kind.LITERAL && segment.text().isEmpty();
  }

  private static void checkVariables(List<PathSegment> segments) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < segments.size(); i++) {
      PathSegment segment = segments.get(i);
      if (segment.kind() == Kind.GREEDY && i < segments.size() - 1) {
        throw new IllegalArgumentException(
            "%s must be the last segment: take out what follows, or write %s for one segment"
                .formatted(
                    quoted(segment.toString()), quoted(Kind.VARIABLE.written(segment.text()))));
      }
      if (segment.kind() != Kind.LITERAL && !names.add(segment.text())) {
        throw new IllegalArgumentException(
            "there are two variables named %s: give one of them another name"
                .formatted(quoted(segment.text())));
      }
    }
  }
}
