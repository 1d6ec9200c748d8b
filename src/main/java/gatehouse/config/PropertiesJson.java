package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of a resource's properties: which are read, and what happens to all others that AWS
 * knows. None is overlooked that carries an instruction: an authorizer that nobody heeds is a hole.
 *
 * <p>AWS: the shapes of the ApiGatewayV2 API, with the names that the AWS CLI prints.
 */
final class PropertiesJson {

  private final String resource;
  private final List<String> read = new ArrayList<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  private PropertiesJson(String resource) {
    this.resource = resource;
  }

  /** What to do about a property that is there. */
  private interface Rule {
    void check(ObjectJson in, String property, JsonNode value);
  }

  /**
   * Starts a table.
   *
   * @param resource what has the properties, with its article
   */
  static PropertiesJson of(String resource) {
    return new PropertiesJson(resource);
  }

  /** Properties that the resource's reader reads by itself. */
  PropertiesJson read(String... properties) {
    read.addAll(List.of(properties));
    return all((in, property, value) -> {}, properties);
  }

  /** Properties that AWS prints and that tell us nothing to do. */
  PropertiesJson ignored(String... properties) {
    return all((in, property, value) -> {}, properties);
  }

  /** A property that repeats the logical id. */
  PropertiesJson id(String property) {
    return all(
        (in, name, value) -> {
          if (!value.isTextual() || !value.textValue().equals(in.id())) {
            in.problem(
                name,
                "is not %s, the file's name: rename the file, or remove the property"
                    .formatted(quoted(in.id())));
          }
        },
        property);
  }

  /** A property that may only say what happens anyway. */
  PropertiesJson only(String property, String supported) {
    return only(property, JsonNodeFactory.instance.textNode(supported));
  }

  /** A property that may only say what happens anyway, in one of several ways to write it. */
  PropertiesJson oneOf(String property, String... supported) {
    List<String> all = List.of(supported);
    return all(
        (in, name, value) -> {
          if (!value.isTextual() || !all.contains(value.textValue())) {
            in.problem(
                name,
                "must be %s, all that this version of Gatehouse supports: write that, or remove it"
                    .formatted(quoted("\"" + all.get(0) + "\"")));
          }
        },
        property);
  }

  /** A property that may only say what happens anyway. */
  PropertiesJson only(String property, boolean supported) {
    return only(property, JsonNodeFactory.instance.booleanNode(supported));
  }

  /** A property that holds an object with a table of its own. */
  PropertiesJson object(String property, PropertiesJson table) {
    return all(
        (in, name, value) -> {
          ObjectJson object = in.object(name);
          if (object != null) {
            table.check(object);
          }
        },
        property);
  }

  /** Properties of AWS that ask for what we do not have yet. Empty ones ask for nothing. */
  PropertiesJson unsupported(String... properties) {
    for (String property : properties) {
      refused(
          property, "is known to AWS but not supported by this version of Gatehouse: remove it");
    }
    return this;
  }

  /**
   * A property of AWS whose work is done elsewhere. An empty one asks for nothing.
   *
   * @param message says why, and where
   */
  PropertiesJson refused(String property, String message) {
    return all(
        (in, name, value) -> {
          if (!value.isContainerNode() || !value.isEmpty()) {
            in.problem(name, message);
          }
        },
        property);
  }

  /** Reports every property of an object that the table does not let pass. */
  void check(ObjectJson in) {
    in.node()
        .properties()
        .forEach(
            entry -> {
              Rule rule = rules.get(entry.getKey());
              if (rule == null) {
                in.problem(entry.getKey(), unknown(entry.getKey(), in.problems()));
              } else {
                rule.check(in, entry.getKey(), entry.getValue());
              }
            });
  }

  private PropertiesJson only(String property, JsonNode supported) {
    return all(
        (in, name, value) -> {
          if (!value.equals(supported)) {
            in.problem(
                name,
                "must be %s, all that this version of Gatehouse supports: write that, or remove it"
                    .formatted(quoted(supported.toString())));
          }
        },
        property);
  }

  private PropertiesJson all(Rule rule, String... properties) {
    for (String property : properties) {
      rules.put(property, rule);
    }
    return this;
  }

  private String unknown(String property, Problems problems) {
    String near = problems.nearest(property, rules.keySet());
    if (near != null) {
      return "is unknown: did you mean %s?".formatted(quoted(near));
    }
    return read.isEmpty()
        ? "is unknown: remove it"
        : "is unknown: remove it, %s has %s".formatted(resource, String.join(", ", read));
  }
}
