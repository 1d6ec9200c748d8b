package gatehouse.control.cloudformation.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private static Template read(String text) {
    Map<String, String> files =
        Map.of(
            "open.yaml", "info: {title: !Ref Title}\n",
            "more.json", "{\"Mappings\": {\"M\": {\"a\": {\"b\": \"c\"}}}}");
    // In front of a brace, so that it is YAML.
    return Template.read(
        text.startsWith("{\"") ? text : "---\n" + text,
        (location, place) ->
            files.containsKey(location)
                ? String.valueOf(files.get(location))
                : Includes.none().text(location, place));
  }

  private static void assertRefused(String text, String fault) {
    TemplateException refused = assertThrows(TemplateException.class, () -> read(text));
    assertTrue(String.valueOf(refused.getMessage()).contains(fault), refused::getMessage);
  }

  @Test
  void sections_are_checked() {
    assertEquals("d", read("{Description: d, Resources: {A: {Type: T}}}").description());
    assertRefused(
        "{Resource: {A: {Type: T}}}",
        "Resource: is no section of a template: did you mean Resources?");
    assertRefused("{Parameters: {}}", "Resources: is missing or empty");
    assertRefused("{Resources: [1]}", "Resources: must be an object, and is a list");
    assertRefused(
        "{AWSTemplateFormatVersion: 2011-01-01, Resources: {A: {}}}", "must be `2010-09-09`");
    assertRefused(
        "{Transform: Mine, Resources: {A: {}}}", "names Mine, which Gatehouse does not have");
    assertRefused("just text", "the document is no object");
    assertRefused("{Resources: {A: !Nonsense 1}}", "has the tag '!Nonsense'");
    assertRefused("#" + "x".repeat(Template.LONGEST), "is longer than");
  }

  @Test
  void more_resources_than_aws_allows_are_refused() {
    StringBuilder text = new StringBuilder("Resources:\n");
    for (int i = 0; i < 501; i++) {
      text.append("  R%d: {Type: T}\n".formatted(i));
    }
    assertRefused(text.toString(), "Resources: has 501 members, and may have 500");
  }

  @Test
  void files_are_included() {
    Template template =
        read(
            """
            Transform: {Name: AWS::Include, Parameters: {Location: more.json}}
            Resources:
              A:
                Type: T
                Body: !Transform {Name: AWS::Include, Parameters: {Location: open.yaml}}
                Beside:
                  mine: 1
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: open.yaml}}
            """);
    JsonNode resource = template.section("Resources").path("A");
    assertEquals("{\"info\":{\"title\":{\"Ref\":\"Title\"}}}", resource.path("Body").toString());
    assertEquals(1, resource.path("Beside").path("mine").asInt());
    assertEquals("Title", resource.path("Beside").at("/info/title/Ref").asText());
    assertEquals("c", template.section("Mappings").at("/M/a/b").asText());
  }

  @Test
  void files_that_are_not_there_and_other_macros_are_refused() {
    assertRefused(
        "{Resources: {A: {Body: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: no.yaml}}}}}}",
        "Resources.A.Body: names the file no.yaml, which nobody has sent");
    assertRefused(
        "{Resources: {A: {Fn::Transform: {Name: Mine}}}}", "Resources.A: uses the macro Mine");
  }

  @Test
  void loops_are_written_out() {
    Template template =
        read(
            """
            Transform: AWS::LanguageExtensions
            Parameters: {Pets: {Type: CommaDelimitedList, Default: "cat,dog"}}
            Resources:
              Fn::ForEach::Animals:
                - Animal
                - !Ref Pets
                - Route${Animal}: {Type: T, Key: !Sub "GET /${Animal}", Name: !Ref Animal}
              Fixed: {Type: T}
            """);
    assertEquals(
        "{\"Routecat\":{\"Type\":\"T\",\"Key\":{\"Fn::Sub\":\"GET /cat\"},\"Name\":\"cat\"},"
            + "\"Routedog\":{\"Type\":\"T\",\"Key\":{\"Fn::Sub\":\"GET /dog\"},\"Name\":\"dog\"},"
            + "\"Fixed\":{\"Type\":\"T\"}}",
        template.section("Resources").toString());
  }

  @Test
  void loops_within_loops_do_not_fill_the_memory() {
    StringBuilder text =
        new StringBuilder("{\"x${A0}${A1}${A2}${A3}${A4}${A5}\": {\"Type\": \"T\"}}");
    String list = "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\"]";
    for (int i = 0; i < 6; i++) {
      text.insert(0, "{\"Fn::ForEach::L%d\": [\"A%d\", %s, ".formatted(i, i, list)).append("]}");
    }
    assertRefused("{\"Resources\": " + text + "}", "makes the template more than 32 times");
    String numbers = "1,".repeat(300) + "1";
    String distinct =
        IntStream.range(0, 300).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
    assertRefused(
        "{\"Resources\": {\"Fn::ForEach::L\": [\"A\", [%s], {\"x${A}\": [%s]}]}}"
            .formatted(distinct, numbers),
        "repeats too much");
    assertRefused(
        "{Resources: {Fn::ForEach::L: [A, [1, 2], {Same: {Type: T}}]}}",
        "makes Same a second time");
    assertRefused("{Resources: {Fn::ForEach::L: [A, [1]]}}", "must be a list of a name");
  }

  @Test
  void long_items_of_loops_do_not_fill_the_memory() {
    String long1 = "x".repeat(100_000);
    for (String text : List.of("${N}".repeat(10_000), "&{N}".repeat(10_000))) {
      assertRefused(
          "{\"Resources\": {\"Fn::ForEach::L\": [\"N\", [\"%s\"], {\"A\": {\"Type\": \"%s\"}}]}}"
              .formatted(long1, text),
          "makes the template more than 32 times as large");
      assertRefused(
          "{\"Resources\": {\"Fn::ForEach::L\": [\"N\", [\"%s\"], {\"%s\": {\"Type\": \"T\"}}]}}"
              .formatted(long1, text),
          "makes the template more than 32 times as large");
    }
  }

  @Test
  void dependencies_are_those_of_what_is_chosen() {
    JsonNode value =
        read("""
                Resources:
                  R:
                    A: !Ref One
                    B: !GetAtt Two.Arn
                    C: !Sub ["${Three} ${Four.Arn} ${!Five} ${Six}", {Six: !Ref Seven}]
                    D: !If [C, !Ref Eight, !Ref Nine]
                """)
            .section("Resources");
    assertEquals(
        Set.of("One", "Two", "Three", "Four", "Seven", "Nine"),
        Dependencies.of(value, condition -> false));
    assertTrue(Dependencies.of(value, condition -> true).containsAll(List.of("Eight")));
  }
}
