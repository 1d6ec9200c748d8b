package gatehouse.control.cloudformation.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

  private final Evaluation pets =
      new Evaluation(
          """
          Parameters:
            Name: {Type: String, Default: rex}
            Names: {Type: CommaDelimitedList, Default: "rex, bello"}
            Port: {Type: Number, Default: 80}
          Conditions:
            Yes: !Equals [!Ref Name, rex]
            No: !Not [!Condition Yes]
            Both: !And [!Condition Yes, !Condition No]
            Either: !Or [!Condition Yes, !Condition No]
            Port80: !Equals [!Ref Port, "80"]
            Itself: !Not [!Condition Itself]
          Mappings:
            Hosts: {eu-west-1: {host: eu.example, ports: [1, 2]}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Name | \"rex\"",
        "!Ref Names | [\"rex\",\"bello\"]",
        "!Ref AWS::AccountId | \"123456789012\"",
        "!Ref AWS::Region | \"eu-west-1\"",
        "!Ref AWS::Partition | \"aws\"",
        "!Ref AWS::StackName | \"pets\"",
        "!Ref AWS::StackId | \"arn:stack\"",
        "!Ref AWS::URLSuffix | \"amazonaws.com\"",
        "!Ref AWS::NotificationARNs | []",
        "!Ref Other | \"ref-of-Other\"",
        "!GetAtt Other.Arn | \"Arn-of-Other\"",
        "!GetAtt Other.Deep.Arn | \"Deep.Arn-of-Other\"",
        "{Fn::GetAtt: [Other, Arn]} | \"Arn-of-Other\"",
        "{Fn::GetAtt: Other.Arn} | \"Arn-of-Other\"",
        "{Fn::GetAtt: [Other, !Ref Name]} | \"rex-of-Other\"",
        "!Sub 'a ${Name} ${Other} ${Other.Arn} ${AWS::Region} ${!Name}' | \"a rex ref-of-Other Arn-of-Other eu-west-1 ${Name}\"",
        "!Sub ['${a}-${Name}', {a: !Ref Port}] | \"80-rex\"",
        "!Sub ['${Name}', {Name: mine}] | \"mine\"",
        "!Sub 'costs $5 {x} $' | \"costs $5 {x} $\"",
        "!Join ['-', [a, !Ref Name, 1, true]] | \"a-rex-1-true\"",
        "!Join ['', !Ref Names] | \"rexbello\"",
        "!Join [',', [a, !Ref 'AWS::NoValue']] | \"a\"",
        "!Split ['.', 'a.b..c'] | [\"a\",\"b\",\"\",\"c\"]",
        "!Select [1, !Ref Names] | \"bello\"",
        "!Select ['0', !Split ['/', 'x/y']] | \"x\"",
        "!If [Yes, 1, 2] | 1",
        "!If [No, !Ref Nowhere, {a: !Ref Name}] | {\"a\":\"rex\"}",
        "{a: !If [No, 1, !Ref 'AWS::NoValue'], b: 2} | {\"b\":2}",
        "!FindInMap [Hosts, !Ref 'AWS::Region', host] | \"eu.example\"",
        "!FindInMap [Hosts, eu-west-1, ports] | [1,2]",
        "!FindInMap [Hosts, mars, host, {DefaultValue: none}] | \"none\"",
        "!Base64 pets | \"cGV0cw==\"",
        "!GetAZs '' | [\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]",
        "!Cidr [10.0.0.0/16, 2, 8] | [\"10.0.0.0/24\",\"10.0.1.0/24\"]",
        "!Length [1, 2] | 2",
        "!ToJsonString {a: !Ref Name} | \"{\\\"a\\\":\\\"rex\\\"}\"",
        "{$ref: '#/x', Reference: 1} | {\"$ref\":\"#/x\",\"Reference\":1}",
      })
  void functions_have_their_values(String expression, String value) {
    assertEquals(value, pets.value(expression).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Nam | did you mean Name?",
        "!Ref Zebra | neither a parameter nor a resource",
        "!GetAtt Othr.Arn | did you mean Other?",
        "!GetAtt Other | needs a resource and an attribute",
        "!Sub '${Nowhere}' | neither a parameter nor a resource",
        "!Sub '${Names}' | must be a text here, and is a list",
        "!Sub 'https://${stageVariables.host}/' | write ${!stageVariables.host}",
        "!Sub [1, 2, 3] | Fn::Sub needs a text",
        "!Join ['-'] | Fn::Join needs a delimiter and a list",
        "!Join ['-', text] | Fn::Join needs a list",
        "!Join ['-', [[1]]] | must be a text here, and is a list",
        "!Split ['', a] | a delimiter that is not empty",
        "!Select [2, [a, b]] | item 2 of a list of 2",
        "!Select [x, [a]] | must be a whole number",
        "!If [Maybe, 1, 2] | the condition Maybe, which the template does not have",
        "!If [Yes, 1] | Fn::If needs the name of a condition and two values",
        "!If [Itself, 1, 2] | refers to itself",
        "!FindInMap [Hosts, mars, host] | there is no Mappings.Hosts.mars.host",
        "!ImportValue shared | which no stack exports",
        "{Fn::Substitute: a} | there is no function Fn::Substitute",
        "{Fn::Suv: a} | did you mean Fn::Sub?",
        "{Fn::Equals: [1, 1]} | stands only in Conditions",
        "{Fn::Sub: a, b: 1} | a function stands alone",
        "'{{resolve:ssm:/pets/host}}' | give the value `resolve:ssm:/pets/host`",
        "!Cidr [nonsense, 1, 8] | needs a block of IPv4",
      })
  void mistakes_are_told_with_place_and_remedy(String expression, String fault) {
    TemplateException refused =
        assertThrows(TemplateException.class, () -> pets.value("{deep: [" + expression + "]}"));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(fault), message);
    assertTrue(
        message.startsWith("Resources.R.V.deep[0]: ") || message.startsWith("Conditions.Itself: "),
        message);
  }

  @Test
  void conditions_hold_or_do_not() {
    assertTrue(pets.condition("Yes"));
    assertFalse(pets.condition("No"));
    assertFalse(pets.condition("Both"));
    assertTrue(pets.condition("Either"));
    assertTrue(pets.condition("Port80"), "numbers and texts compare as texts");
    pets.given.put("Name", "bello");
    assertFalse(pets.condition("Yes"));
  }

  @Test
  void no_value_is_nothing() {
    assertTrue(pets.value("!Ref AWS::NoValue").isMissingNode());
  }

  @Test
  void what_only_aws_could_tell_is_taken_from_the_values_that_were_given() {
    pets.standIns.put("resolve:ssm:/pets/host", "pets.internal");
    pets.standIns.put("import:other", "from outside");
    pets.exports.put("shared", "from another stack");
    assertEquals(
        "http://pets.internal/rex",
        pets.value("!Sub 'http://{{resolve:ssm:/pets/host}}/${Name}'").asText());
    assertEquals("from another stack", pets.value("!ImportValue shared").asText());
    assertEquals("from outside", pets.value("{Fn::ImportValue: !Sub other}").asText());
  }

  @Test
  void a_small_template_does_not_become_a_large_one() {
    StringBuilder head =
        new StringBuilder("Parameters:\n  P: {Type: String}\nMappings:\n  M:\n    a:\n");
    head.append("      k0: ").append("!Sub '${P}${P}${P}${P}${P}${P}${P}${P}${P}${P}'\n");
    for (int i = 1; i < 9; i++) {
      String inner = "!FindInMap [M, a, k%d]".formatted(i - 1);
      head.append("      k%d: !Join ['', [%s]]\n".formatted(i, (inner + ", ").repeat(9) + inner));
    }
    Evaluation growing = new Evaluation(head.toString());
    growing.given.put("P", "x".repeat(4_000));
    TemplateException refused =
        assertThrows(TemplateException.class, () -> growing.value("!FindInMap [M, a, k8]"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("times as large"), refused::getMessage);
    assertEquals(40_000, growing.value("!FindInMap [M, a, k0]").asText().length());
  }

  @Test
  void aliases_of_yaml_do_not_make_it_large_either() {
    StringBuilder text = new StringBuilder("{a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
    for (int i = 1; i < 5; i++) {
      String inner = "*a%d".formatted(i - 1);
      text.append(", a%d: &a%d [%s]".formatted(i, i, (inner + ", ").repeat(9) + inner));
    }
    assertThrows(TemplateException.class, () -> pets.value(text + "}"));
  }
}
