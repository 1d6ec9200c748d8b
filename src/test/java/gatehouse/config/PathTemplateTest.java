package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.PathSegment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

  @Test
  void a_template_is_its_segments() {
    assertEquals(
        List.of(
            new PathSegment(Kind.LITERAL, "pets"),
            new PathSegment(Kind.VARIABLE, "id"),
            new PathSegment(Kind.GREEDY, "proxy")),
        PathTemplate.parse("/pets/{id}/{proxy+}").segments());
  }

  @Test
  void the_root_is_one_empty_literal() {
    assertEquals(List.of(new PathSegment(Kind.LITERAL, "")), PathTemplate.parse("/").segments());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/pets/{id},            /pets/7,          id,    7",
        "/pets/{id},            /pets/a b,        id,    a b",
        "/pets/{id},            /pets/größe,      id,    größe",
        "/pets/{id}/toys/{toy}, /pets/7/toys/8,   id,    7",
        "/pets/{id}/toys/{toy}, /pets/7/toys/8,   toy,   8",
        "/pets/{proxy+},        /pets/a,          proxy, a",
        "/pets/{proxy+},        /pets/a/b//c/,    proxy, a/b//c/",
        "/pets/{proxy+},        /pets/,           proxy, ''",
        "/pets/{proxy+},        /pets//,          proxy, /",
        "/{proxy+},             /,                proxy, ''",
        "/{id}/{proxy+},        /7/8/9,           id,    7",
        "/{id}/{proxy+},        /7/8/9,           proxy, 8/9",
        "/pets/{proxy+},        /pets/a,          proxy+, -",
        "/pets/{id},            /pets/7,          pets,  -",
        "/,                     /,                '',    -",
      })
  void a_variable_is_the_text_in_its_place(
      String template, String path, String name, String value) {
    assertEquals(value, PathTemplate.parse(template).variable(name, path));
  }

  @Test
  void all_variables_come_in_the_order_of_the_template() {
    PathTemplate template = PathTemplate.parse("/{z}/x/{a}/{m+}");

    Map<String, String> values = template.variables("/1/x/2/3/4");

    assertEquals(List.of("z", "a", "m"), List.copyOf(values.keySet()));
    assertEquals(Map.of("z", "1", "a", "2", "m", "3/4"), values);
    assertEquals(List.of("z", "a", "m"), template.variableNames());
    assertThrows(UnsupportedOperationException.class, () -> values.put("z", "9"));
  }

  @Test
  void a_template_without_variables_has_none() {
    PathTemplate template = PathTemplate.parse("/pets/dog");

    assertEquals(Map.of(), template.variables("/pets/dog"));
    assertEquals(List.of(), template.variableNames());
    assertNull(template.variable("dog", "/pets/dog"));
  }

  @Test
  void a_path_that_is_too_short_is_a_mistake() {
    PathTemplate template = PathTemplate.parse("/pets/{proxy+}");

    assertThrows(IllegalArgumentException.class, () -> template.variable("proxy", "/pets"));
    assertThrows(IllegalArgumentException.class, () -> template.variables("/pets"));
  }

  @Test
  void no_constructor_makes_what_no_text_can_say() {
    PathSegment empty = new PathSegment(Kind.LITERAL, "");
    PathSegment pets = new PathSegment(Kind.LITERAL, "pets");
    PathSegment proxy = new PathSegment(Kind.GREEDY, "proxy");

    assertThrows(IllegalArgumentException.class, () -> new PathSegment(Kind.LITERAL, "a/b"));
    assertThrows(IllegalArgumentException.class, () -> new PathSegment(Kind.VARIABLE, "a+"));
    assertThrows(IllegalArgumentException.class, () -> new PathTemplate(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new PathTemplate(List.of(pets, empty)));
    assertThrows(IllegalArgumentException.class, () -> new PathTemplate(List.of(proxy, pets)));
  }

  @Test
  void a_template_keeps_its_own_copy_of_the_segments() {
    List<PathSegment> segments = new ArrayList<>(List.of(new PathSegment(Kind.LITERAL, "pets")));
    PathTemplate template = new PathTemplate(segments);

    segments.clear();

    assertEquals("/pets", template.toString());
  }

  @Test
  void a_template_has_at_most_256_segments() {
    assertEquals(256, PathTemplate.parse("/a".repeat(256)).segments().size());
    assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse("/a".repeat(257)));
  }
}
