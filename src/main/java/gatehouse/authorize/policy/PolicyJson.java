package gatehouse.authorize.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads policy documents. AWS: "Grammar of the IAM JSON policy language". */
final class PolicyJson {

  private static final Set<String> OF_DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> OF_STATEMENT =
      Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

  private PolicyJson() {}

  static List<Statement> read(JsonNode document) {
    ObjectNode object = object("", document);
    allowOnly("", object, OF_DOCUMENT);
    if (object.has("Version")) {
      String version = text("Version", object.get("Version"));
      check(VERSIONS.contains(version), "Version", "is no version of IAM's: write \"2012-10-17\"");
    }
    JsonNode statements = object.get("Statement");
    check(statements != null, "Statement", "is missing: add a list of statements");
    List<Statement> read = new ArrayList<>();
    if (statements != null && statements.isArray()) {
      for (int i = 0; i < statements.size(); i++) {
        read.add(statement("Statement[" + i + "]", statements.get(i)));
      }
    } else if (statements != null) {
      read.add(statement("Statement", statements));
    }
    return read;
  }

  private static Statement statement(String place, JsonNode node) {
    ObjectNode in = object(place, node);
    allowOnly(place + ".", in, OF_STATEMENT);
    String effect = in.has("Effect") ? text(place + ".Effect", in.get("Effect")) : "";
    check(
        effect.equals("Allow") || effect.equals("Deny"),
        place + ".Effect",
        "must be \"Allow\" or \"Deny\": write one of them");
    boolean otherActions = isOther(place, in, "Action", "execute-api:Invoke");
    boolean otherResources = isOther(place, in, "Resource", "*");
    List<String> actions = texts(place, in, otherActions ? "NotAction" : "Action");
    for (String action : actions) {
      check(
          action.equals("*") || action.indexOf(':') > 0,
          place + "." + (otherActions ? "NotAction" : "Action"),
          "must be `*` or have a service and a colon in front: write one such as execute-api:Invoke");
    }
    return new Statement(
        effect.equals("Allow"),
        actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList(),
        otherActions,
        texts(place, in, otherResources ? "NotResource" : "Resource"),
        otherResources,
        in.has("Condition") ? conditions(place + ".Condition", in.get("Condition")) : List.of());
  }

  /** Exactly one of a property and its negation must be there. */
  private static boolean isOther(String place, ObjectNode in, String name, String example) {
    boolean other = in.has("Not" + name);
    check(
        other || in.has(name),
        place + "." + name,
        "is missing: add it, for instance \"%s\": \"%s\"".formatted(name, example));
    check(
        !other || !in.has(name),
        place + ".Not" + name,
        "contradicts %s: remove one of them".formatted(name));
    return other;
  }

  private static List<Condition> conditions(String place, JsonNode node) {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : object(place, node).properties()) {
      String below = place + "." + JsonTree.shown(operator.getKey());
      ObjectNode keys = object(below, operator.getValue());
      for (Map.Entry<String, JsonNode> key : keys.properties()) {
        String at = below + "." + JsonTree.shown(key.getKey());
        try {
          conditions.add(
              Condition.of(operator.getKey(), key.getKey(), texts(at, key.getValue(), true)));
        } catch (Fault e) {
          throw e;
        } catch (IllegalArgumentException e) {
          throw new Fault(at, String.valueOf(e.getMessage()));
        }
      }
    }
    return conditions;
  }

  private static List<String> texts(String place, ObjectNode in, String property) {
    return texts(place + "." + property, in.get(property), false);
  }

  /** One text or a list of them, without policy variables, which stand for what is unknown here. */
  private static List<String> texts(String place, JsonNode node, boolean orBoolean) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      String text = orBoolean && one.isBoolean() ? one.asText() : text(place, one);
      check(
          !text.contains("${"),
          place,
          "has a policy variable, which this version of Gatehouse does not support: write what it stands for");
      texts.add(text);
    }
    check(!texts.isEmpty(), place, "is empty: write at least one");
    return texts;
  }

  private static ObjectNode object(String place, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new Fault(place, "must be an object: correct it");
  }

  private static String text(String place, JsonNode node) {
    check(node.isTextual(), place, "must be a string in double quotes: correct it");
    return node.textValue();
  }

  private static void allowOnly(String prefix, ObjectNode object, Set<String> names) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      check(
          names.contains(entry.getKey()),
          prefix + JsonTree.shown(entry.getKey()),
          "is unknown here: remove it, or write one of "
              + String.join(", ", names.stream().sorted().toList()));
    }
  }

  private static void check(boolean ok, String place, String message) {
    if (!ok) {
      throw new Fault(place, message);
    }
  }

  /** With its place in front. */
  private static final class Fault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Fault(String place, String message) {
      super(place.isEmpty() ? message : place + ": " + message);
    }
  }
}
