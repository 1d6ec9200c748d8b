package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.PathSegment.Kind;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is written is read back, and variables take what stands in their segments. */
final class RouteKeyFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String text = input.rest();
    RouteKey key;
    try {
      key = RouteKey.parse(text);
    } catch (IllegalArgumentException fault) {
      Promise.isTold(fault, text);
      return;
    }
    assertEquals(text, key.toString());
    assertEquals(key, RouteKey.parse(key.toString()));
    PathTemplate template = key.template();
    if (template == null) {
      assertEquals("$default", text);
      return;
    }
    assertEquals(template, PathTemplate.parse(template.toString()));
    assertTrue(text.startsWith(key.method() + " /"));
    List<PathSegment> segments = template.segments();
    String path =
        segments.stream()
            .map(s -> s.kind() == Kind.LITERAL ? s.text() : "v " + s.text())
            .collect(Collectors.joining("/", "/", ""));
    Map<String, String> values = template.variables(path);
    assertEquals(template.variableNames(), List.copyOf(values.keySet()));
    values.forEach(
        (name, value) -> {
          assertEquals("v " + name, value);
          assertEquals(value, template.variable(name, path));
        });
    RouteKey renamed =
        new RouteKey(
            key.method(),
            new PathTemplate(
                segments.stream()
                    .map(
                        s ->
                            s.kind() == Kind.LITERAL
                                ? s
                                : new PathSegment(s.kind(), s.text() + "2"))
                    .toList()));
    assertEquals(key.identity(), renamed.identity());
  }
}
