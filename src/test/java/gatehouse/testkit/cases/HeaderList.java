package gatehouse.testkit.cases;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.testkit.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers as a case file writes them: a map of names to a value or to a list of values, or a list
 * of {@code [name, value]} pairs.
 *
 * @param fields in their order
 */
record HeaderList(List<Field> fields) {

  static final HeaderList NONE = new HeaderList(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static HeaderList of(JsonNode json) {
    List<Field> fields = new ArrayList<>();
    if (json.isArray()) {
      for (JsonNode pair : json) {
        if (!pair.isArray() || pair.size() != 2) {
          throw new IllegalArgumentException("not a pair of name and value: " + pair);
        }
        fields.add(new Field(text(pair.get(0)), text(pair.get(1))));
      }
    } else {
      json.properties()
          .forEach(
              entry -> {
                JsonNode values = entry.getValue();
                if (values.isArray()) {
                  values.forEach(value -> fields.add(new Field(entry.getKey(), text(value))));
                } else {
                  fields.add(new Field(entry.getKey(), text(values)));
                }
              });
    }
    return new HeaderList(List.copyOf(fields));
  }

  boolean has(String name) {
    return !values(fields, name).isEmpty();
  }

  static List<String> values(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("not a string: " + node);
    }
    return node.textValue();
  }
}
