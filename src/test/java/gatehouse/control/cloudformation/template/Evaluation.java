package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.http.Account;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evaluates values of small templates. */
final class Evaluation {

  final Map<String, String> given = new LinkedHashMap<>();
  final Map<String, String> previous = new LinkedHashMap<>();
  final Map<String, String> standIns = new LinkedHashMap<>();
  final Map<String, String> exports = new LinkedHashMap<>();
  private final String head;

  /** With these sections beside Resources, in YAML. */
  Evaluation(String head) {
    this.head = head;
  }

  /** The value of an expression, in YAML, which stands as the property V of a resource. */
  JsonNode value(String expression) {
    Template template = template(expression);
    return expressions(template)
        .value(template.section("Resources").path("R").path("V"), "Resources.R.V");
  }

  boolean condition(String name) {
    return expressions(template("1")).condition(name, "here");
  }

  Template template(String expression) {
    return Template.read(
        head
            + "\nResources:\n  Other: {Type: T}\n  R:\n    Type: T\n    V: "
            + expression.replace("\n", "\n      "),
        Includes.none());
  }

  Expressions expressions(Template template) {
    Targets targets =
        new Targets() {
          @Override
          public JsonNode ref(String logicalId, String place) {
            return TextNode.valueOf("ref-of-" + logicalId);
          }

          @Override
          public JsonNode attribute(String logicalId, String attribute, String place) {
            return TextNode.valueOf(attribute + "-of-" + logicalId);
          }
        };
    StandIns values = new StandIns(standIns);
    return new Expressions(
        template,
        new Expressions.Scope(
            new ParameterValues(template, given, previous, values),
            new Environment(new Account("123456789012", "eu-west-1"), "pets", "arn:stack"),
            values,
            exports::get,
            targets));
  }
}
