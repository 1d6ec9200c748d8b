package gatehouse.control.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags by which templates of CloudFormation write functions shorter: {@code !Sub x} is {@code
 * {"Fn::Sub": "x"}}.
 *
 * <p>AWS: "Intrinsic function reference".
 */
final class ShortForms {

  private static final String REF = "Ref";
  private static final String CONDITION = "Condition";
  private static final String GET_ATT = "GetAtt";
  private static final String PREFIX = "Fn::";

  private static final Set<String> FUNCTIONS =
      Set.of(
          "And",
          "Base64",
          "Cidr",
          "Contains",
          "EachMemberEquals",
          "EachMemberIn",
          "Equals",
          "FindInMap",
          GET_ATT,
          "GetAZs",
          "If",
          "ImportValue",
          "Join",
          "Length",
          "Not",
          "Or",
          "RefAll",
          "Select",
          "Split",
          "Sub",
          "ToJsonString",
          "Transform",
          "ValueOf",
          "ValueOfAll");

  private ShortForms() {}

  /**
   * The function that a tag stands for.
   *
   * @return its long name; null when the tag stands for none
   */
  static @Nullable String function(Optional<String> tag) {
    if (tag.isEmpty() || !tag.get().startsWith("!")) {
      return null;
    }
    String name = tag.get().substring(1);
    if (name.equals(REF) || name.equals(CONDITION)) {
      return name;
    }
    return FUNCTIONS.contains(name) ? PREFIX + name : null;
  }

  /** The long form of a function. */
  static ObjectNode written(String function, JsonNode argument) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    String text = argument.textValue();
    int dot = text == null || !function.equals(PREFIX + GET_ATT) ? -1 : text.indexOf('.');
    if (dot < 0 || text == null) {
      object.set(function, argument);
    } else {
      object.putArray(function).add(text.substring(0, dot)).add(text.substring(dot + 1));
    }
    return object;
  }
}
