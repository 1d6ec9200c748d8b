package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where a function runs when it does not run at AWS. AWS has no such files. */
final class LocalFunctionJson {

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a function").read("FunctionName", "Endpoint", "Kind");

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,64}(:(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

  private LocalFunctionJson() {}

  /** A function; null when nobody could find it. */
  static @Nullable LocalFunction read(ObjectJson in) {
    PROPERTIES.check(in);
    in.require("Endpoint", "\"http://localhost:9000\"");
    String name =
        in.node().has("FunctionName") ? in.text("FunctionName", LocalFunctionJson::name) : id(in);
    ResolvedUri endpoint = in.text("Endpoint", LocalFunctionJson::endpoint);
    LocalFunction.Kind kind = in.text("Kind", LocalFunctionJson::kind);
    if (name == null || endpoint == null) {
      return null;
    }
    String[] parts = name.split(":", 2);
    return new LocalFunction(
        in.id(),
        parts[0],
        parts.length == 1 ? null : parts[1],
        endpoint,
        kind == null ? LocalFunction.Kind.INVOKE_API : kind);
  }

  private static @Nullable String id(ObjectJson in) {
    if (NAME.matcher(in.id()).matches()) {
      return in.id();
    }
    in.problem("FunctionName", "is missing, and the file's name is none of a function: add it");
    return null;
  }

  private static String name(String text) {
    if (NAME.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, which names no function: write `NAME` or `NAME:QUALIFIER`".formatted(quoted(text)));
  }

  private static ResolvedUri endpoint(String text) {
    UriTemplate template = UriTemplate.parse(text);
    if (!template.stageVariables().isEmpty() || !template.pathVariables().isEmpty()) {
      throw new IllegalArgumentException("has a variable: write the URL out");
    }
    ResolvedUri uri = template.resolve(Map.of());
    if (uri.query() != null) {
      throw new IllegalArgumentException("has a query: remove it");
    }
    return uri;
  }

  private static LocalFunction.Kind kind(String text) {
    for (LocalFunction.Kind kind : LocalFunction.Kind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "is %s, which is no kind: write `InvokeApi` or `RuntimeInterfaceEmulator`"
            .formatted(quoted(text)));
  }
}
