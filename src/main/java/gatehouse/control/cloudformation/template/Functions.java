package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.expression.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The functions that make texts and lists of their arguments. For one thread. */
final class Functions {

  private static final List<String> NAMES =
      List.of(
          "Fn::Base64",
          "Fn::Cidr",
          "Fn::FindInMap",
          "Fn::GetAZs",
          "Fn::GetAtt",
          "Fn::If",
          "Fn::ImportValue",
          "Fn::Join",
          "Fn::Length",
          "Fn::Select",
          "Fn::Split",
          "Fn::Sub",
          "Fn::ToJsonString");

  private final Expressions expressions;
  private final ObjectNode mappings;
  private final Environment environment;
  private final Budget budget;

  Functions(Expressions expressions, ObjectNode mappings, Environment environment, Budget budget) {
    this.expressions = expressions;
    this.mappings = mappings;
    this.environment = environment;
    this.budget = budget;
  }

  /** The value of a function. */
  JsonNode call(String name, JsonNode argument, String place) {
    return switch (name) {
      case "Fn::Sub" -> new Substitution(expressions, budget).call(argument, place);
      case "Fn::Join" -> joined(argument, place);
      case "Fn::Split" -> split(argument, place);
      case "Fn::Select" -> selected(argument, place);
      case "Fn::FindInMap" -> found(argument, place);
      case "Fn::Base64" -> base64(argument, place);
      case "Fn::GetAZs" -> zones(argument, place);
      case "Fn::Cidr" -> cidr(argument, place);
      case "Fn::Length" -> IntNode.valueOf(list(argument, name, place).size());
      case "Fn::ToJsonString" -> {
        JsonNode value = expressions.value(argument, place);
        yield Nodes.text(value.toString());
      }
      default -> throw unknown(name, place);
    };
  }

  private static TemplateException unknown(String name, String place) {
    if (name.matches("Fn::(And|Equals|Not|Or)")) {
      return new TemplateException(
          place, name + " stands only in Conditions: define a condition, and use Fn::If here");
    }
    String near = Nearest.loose(name, NAMES);
    return new TemplateException(
        place,
        "there is no function %s: %s"
            .formatted(
                name,
                near == null
                    ? "write one of " + String.join(", ", NAMES)
                    : "did you mean %s?".formatted(near)));
  }

  private JsonNode joined(JsonNode argument, String place) {
    checkSize(
        argument, 2, 2, "Fn::Join needs a delimiter and a list: write [\",\", [\"a\"]]", place);
    String delimiter = Nodes.scalar(expressions.value(argument.get(0), place), place);
    List<String> items = new ArrayList<>();
    long length = 0;
    for (JsonNode item : list(argument.get(1), "Fn::Join", place)) {
      String text = Nodes.scalar(item, place);
      items.add(text);
      length += text.length() + delimiter.length();
    }
    budget.take(length, place);
    return expressions.dynamic(String.join(delimiter, items), place);
  }

  private JsonNode split(JsonNode argument, String place) {
    checkSize(
        argument, 2, 2, "Fn::Split needs a delimiter and a text: write [\",\", \"a,b\"]", place);
    String delimiter = Nodes.scalar(expressions.value(argument.get(0), place), place);
    String text = Nodes.scalar(expressions.value(argument.get(1), place), place);
    if (delimiter.isEmpty()) {
      throw new TemplateException(place, "Fn::Split needs a delimiter that is not empty");
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    int start = 0;
    for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
      budget.take(end - start, place);
      list.add(text.substring(start, end));
      start = end + delimiter.length();
    }
    budget.take(text.length() - start, place);
    return list.add(text.substring(start));
  }

  private JsonNode selected(JsonNode argument, String place) {
    checkSize(argument, 2, 2, "Fn::Select needs an index and a list: write [0, [\"a\"]]", place);
    int index = number(argument.get(0), place);
    ArrayNode list = list(argument.get(1), "Fn::Select", place);
    if (index < 0 || index >= list.size()) {
      throw new TemplateException(
          place,
          "Fn::Select wants item %d of a list of %d: the first one is 0"
              .formatted(index, list.size()));
    }
    return list.get(index);
  }

  private JsonNode found(JsonNode argument, String place) {
    checkSize(
        argument,
        3,
        4,
        "Fn::FindInMap needs a mapping and two keys: write [\"M\", \"a\", \"b\"]",
        place);
    String mapping = Nodes.scalar(expressions.value(argument.get(0), place), place);
    String first = Nodes.scalar(expressions.value(argument.get(1), place), place);
    String second = Nodes.scalar(expressions.value(argument.get(2), place), place);
    JsonNode value = mappings.path(mapping).path(first).path(second);
    if (!value.isMissingNode()) {
      return expressions.value(value, "Mappings.%s.%s.%s".formatted(mapping, first, second));
    }
    if (argument.path(3).has("DefaultValue")) {
      return expressions.value(argument.get(3).get("DefaultValue"), place);
    }
    throw new TemplateException(
        place,
        "there is no Mappings.%s.%s.%s: add it, or correct the keys"
            .formatted(mapping, first, second));
  }

  private JsonNode base64(JsonNode argument, String place) {
    String text = Nodes.scalar(expressions.value(argument, place), place);
    return Nodes.text(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The zones a, b and c, which every region has. */
  private JsonNode zones(JsonNode argument, String place) {
    String text = Nodes.scalar(expressions.value(argument, place), place);
    String region = text.isEmpty() ? environment.account().region() : text;
    return JsonNodeFactory.instance
        .arrayNode()
        .add(region + "a")
        .add(region + "b")
        .add(region + "c");
  }

  private JsonNode cidr(JsonNode argument, String place) {
    checkSize(argument, 2, 3, "Fn::Cidr needs a block, a count and bits", place);
    String block = Nodes.scalar(expressions.value(argument.get(0), place), place);
    int count = number(argument.get(1), place);
    int bits = argument.has(2) ? number(argument.get(2), place) : 8;
    String[] parts = block.split("[./]", -1);
    if (!block.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}")
        || count < 1
        || count > 256
        || bits < 1
        || bits > 31) {
      throw new TemplateException(
          place, "Fn::Cidr needs a block of IPv4, a count up to 256, and 1 to 31 bits");
    }
    long address = 0;
    for (int i = 0; i < 4; i++) {
      address = address << 8 | Integer.parseInt(parts[i]);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < count; i++) {
      long each = address + ((long) i << bits);
      budget.take(18, place);
      list.add(
          "%d.%d.%d.%d/%d"
              .formatted(
                  each >> 24 & 0xff, each >> 16 & 0xff, each >> 8 & 0xff, each & 0xff, 32 - bits));
    }
    return list;
  }

  private ArrayNode list(JsonNode argument, String name, String place) {
    if (expressions.value(argument, place) instanceof ArrayNode list) {
      return list;
    }
    throw new TemplateException(place, name + " needs a list: write one");
  }

  private int number(JsonNode argument, String place) {
    String text = Nodes.scalar(expressions.value(argument, place), place);
    if (!text.matches("-?[0-9]{1,9}")) {
      throw new TemplateException(place, "must be a whole number here: write one");
    }
    return Integer.parseInt(text);
  }

  private static void checkSize(
      JsonNode argument, int least, int most, String remedy, String place) {
    if (!argument.isArray() || argument.size() < least || argument.size() > most) {
      throw new TemplateException(place, remedy);
    }
  }
}
