package gatehouse.control.cloudformation.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterValuesTest {

  @Test
  void what_is_given_goes_before_what_was_and_before_defaults() {
    Evaluation evaluation = new Evaluation("Parameters: {P: {Type: String, Default: usual}}");
    assertEquals("usual", evaluation.value("!Ref P").asText());
    evaluation.previous.put("P", "before");
    assertEquals("before", evaluation.value("!Ref P").asText());
    evaluation.given.put("P", "now");
    assertEquals("now", evaluation.value("!Ref P").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{Type: String, AllowedValues: [a, b]} | c | none of its AllowedValues, [a, b]",
        "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: small letters} | A | (small letters)",
        "{Type: String, MinLength: 2} | a | shorter than its MinLength",
        "{Type: String, MaxLength: '2'} | abc | longer than its MaxLength",
        "{Type: Number, MinValue: 5} | 4 | less than its MinValue",
        "{Type: Number} | four | is no number",
        "{Type: List<Number>} | 1,b | is no number",
        "{Type: Text} | a | Parameters.P.Type: must be String",
        "{Type: String, AllowedPattern: '['} | a | is no pattern",
        "{Type: String, Defualt: a} | a | Parameters.P.Defualt: is no property of a parameter",
      })
  void values_that_are_not_allowed_are_refused(String parameter, String value, String fault) {
    Evaluation evaluation = new Evaluation("Parameters: {P: %s}".formatted(parameter));
    evaluation.given.put("P", value);
    TemplateException refused =
        assertThrows(TemplateException.class, () -> evaluation.value("!Ref P"));
    assertTrue(String.valueOf(refused.getMessage()).contains(fault), refused::getMessage);
    assertTrue(refused.place().startsWith("Parameters.P"), refused::place);
  }

  @Test
  void a_value_is_needed_and_an_unknown_name_refused() {
    Evaluation evaluation = new Evaluation("Parameters: {Port: {Type: Number}}");
    assertTrue(message(evaluation).contains("Parameters.Port: has no value"), message(evaluation));
    evaluation.given.put("Prot", "1");
    assertTrue(message(evaluation).contains("did you mean Port?"), message(evaluation));
  }

  private static String message(Evaluation evaluation) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> evaluation.value("1")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "(.*a){20}b # aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "(|){60} # b",
        "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|) # b",
        "(?:){2000000000}a # b",
        "((a*)?(b*)?){40}c # d",
        "(?x)(|){60} # b"
      })
  void patterns_that_take_for_ever_are_refused(String pattern, String value) {
    Evaluation evaluation =
        new Evaluation(
            "Parameters: {P: {Type: String, AllowedPattern: '%s'}}".formatted(pattern.strip()));
    evaluation.given.put("P", value);
    String refused =
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> messageOf(evaluation), pattern);
    assertTrue(refused.contains("P.AllowedPattern: is a pattern that takes too long"), refused);
  }

  private static String messageOf(Evaluation evaluation) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> evaluation.value("!Ref P")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "^$|^https?://[^\\s]+$ # https://pets.example",
        "((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(/([0-9]|[12][0-9]|3[0-2]))? # 10.0.0.0/16",
        "(?!-)[a-z0-9-]{1,63}(?<!-)(\\.[a-z]{2,})* # pets.example",
        "[]a\\]&&[^x]]*(\\Q(((\\E|\\p{Lu}+|\\x{42})? # a",
        "(us|eu|ap|sa|ca|me|af)-(north|south|east|west|central)+-[0-9]{1,2} # us-west-2",
        "(([a-z]+-)*[a-z]+)?(?i:A|B|) # pets-and-toys"
      })
  void usual_patterns_are_not(String pattern, String value) {
    Evaluation evaluation =
        new Evaluation(
            "Parameters: {P: {Type: String, AllowedPattern: '%s'}}".formatted(pattern.strip()));
    evaluation.given.put("P", value);
    assertEquals(value, evaluation.value("!Ref P").asText());
  }

  @Test
  void a_value_that_was_hidden_is_needed_again() {
    Evaluation evaluation =
        new Evaluation("Parameters: {P: {Type: String, NoEcho: true, Default: usual}}");
    evaluation.previous.put("P", "****");
    assertTrue(messageOf(evaluation).contains("give it again"), messageOf(evaluation));
    evaluation.given.put("P", "now");
    assertEquals("now", evaluation.value("!Ref P").asText());
  }

  @Test
  void a_hidden_default_that_nobody_has_replaced_stays() {
    Evaluation evaluation =
        new Evaluation("Parameters: {P: {Type: String, NoEcho: true, Default: usual}}");
    evaluation.previous.putAll(
        new ParameterValues(evaluation.template("1"), Map.of(), Map.of(), StandIns.NONE).told());
    assertEquals(Map.of("P", "**** (Default)"), evaluation.previous);
    assertEquals("usual", evaluation.value("!Ref P").asText());
  }

  @Test
  void secrets_are_not_told() {
    Template template =
        new Evaluation("Parameters: {S: {Type: String, NoEcho: true}}").template("!Ref S");
    ParameterValues values =
        new ParameterValues(template, Map.of("S", "t0psecret"), Map.of(), StandIns.NONE);
    assertEquals("****", values.told().get("S"));
    assertFalse(values.toString().contains("t0psecret"));
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () ->
                new ParameterValues(
                    new Evaluation("Parameters: {S: {Type: Number}}").template("1"),
                    Map.of("S", "t0psecret"),
                    Map.of(),
                    StandIns.NONE));
    assertFalse(String.valueOf(refused.getMessage()).contains("t0psecret"));
  }

  @Test
  void parameters_of_systems_manager_are_needed_only_where_they_are_used() {
    Evaluation evaluation =
        new Evaluation(
            "Parameters: {V: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /cdk/version}}");
    assertEquals(1, evaluation.value("1").asInt());
    TemplateException refused =
        assertThrows(TemplateException.class, () -> evaluation.value("!Ref V"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("`resolve:ssm:/cdk/version`"),
        refused::getMessage);
    evaluation.standIns.put("resolve:ssm:/cdk/version", "6");
    assertEquals("6", evaluation.value("!Ref V").asText());
  }
}
