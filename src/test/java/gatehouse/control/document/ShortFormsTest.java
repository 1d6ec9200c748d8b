package gatehouse.control.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref A | {\"Ref\":\"A\"}",
        "!Condition A | {\"Condition\":\"A\"}",
        "!GetAtt A.B.C | {\"Fn::GetAtt\":[\"A\",\"B.C\"]}",
        "!GetAtt [A, B] | {\"Fn::GetAtt\":[\"A\",\"B\"]}",
        "!Sub 12 | {\"Fn::Sub\":\"12\"}",
        "!Join [',', [!Ref A, !Sub b]] | {\"Fn::Join\":[\",\",[{\"Ref\":\"A\"},{\"Fn::Sub\":\"b\"}]]}",
        "!If [C, 1, 2] | {\"Fn::If\":[\"C\",1,2]}",
        "!Select [0, !Split ['.', a.b]] | {\"Fn::Select\":[0,{\"Fn::Split\":[\".\",\"a.b\"]}]}",
        "!FindInMap [M, a, b] | {\"Fn::FindInMap\":[\"M\",\"a\",\"b\"]}",
        "!Not [!Equals [a, b]] | {\"Fn::Not\":[{\"Fn::Equals\":[\"a\",\"b\"]}]}",
        "!And [!Or [a, b], c] | {\"Fn::And\":[{\"Fn::Or\":[\"a\",\"b\"]},\"c\"]}",
        "!Base64 a | {\"Fn::Base64\":\"a\"}",
        "!ImportValue a | {\"Fn::ImportValue\":\"a\"}",
        "!Cidr [a, 1, 2] | {\"Fn::Cidr\":[\"a\",1,2]}",
        "!GetAZs '' | {\"Fn::GetAZs\":\"\"}",
        "!Transform {Name: N} | {\"Fn::Transform\":{\"Name\":\"N\"}}",
      })
  void tags_become_functions(String yaml, String json) {
    assertEquals("{\"v\":" + json + "}", DocumentText.template("v: " + yaml).toString());
  }

  @Test
  void other_documents_have_no_short_forms() {
    assertThrows(DocumentException.class, () -> DocumentText.read("v: !Ref A"));
  }

  @Test
  void tags_that_are_no_functions_are_refused_with_their_place() {
    DocumentException refused =
        assertThrows(DocumentException.class, () -> DocumentText.template("a: 1\nv: !Reff A"));
    assertTrue(String.valueOf(refused.getMessage()).contains("line 2"), refused::getMessage);
    assertThrows(DocumentException.class, () -> DocumentText.template("v: !!java.io.File [x]"));
    assertThrows(DocumentException.class, () -> DocumentText.template("!Ref v: 1"));
  }

  @Test
  void what_stands_behind_an_anchor_is_the_whole_function() {
    assertEquals(
        "{\"a\":{\"Ref\":\"X\"},\"b\":{\"Ref\":\"X\"}}",
        DocumentText.template("a: &x !Ref X\nb: *x").toString());
  }

  @Test
  void functions_count_as_levels() {
    String deep = "v: " + "!Not [".repeat(60) + "a" + "]".repeat(60);
    assertThrows(DocumentException.class, () -> DocumentText.template(deep));
  }
}
