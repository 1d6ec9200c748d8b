package gatehouse.control.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a resource, with their types: translates between the wire, where they begin with a
 * small letter, and the files, where they do as the AWS CLI prints them. Keys of maps are their
 * owner's and stay as they are. Immutable.
 *
 * <p>AWS: the shapes of the ApiGatewayV2 API (rest-json).
 */
public final class Shape {

  private final Map<String, Member> members;
  private final Set<String> readOnly;
  private final Set<String> inputOnly;

  private Shape(Builder builder) {
    members = new TreeMap<>(builder.members);
    readOnly = Set.copyOf(builder.readOnly);
    inputOnly = Set.copyOf(builder.inputOnly);
  }

  /** Begins a shape. */
  public static Builder of() {
    return new Builder();
  }

  private enum Type {
    TEXT("a string"),
    FLAG("true or false"),
    WHOLE("a whole number"),
    NUMBER("a number"),
    TIME("a time"),
    TEXTS("a list of strings"),
    TEXT_MAP("an object of strings"),
    TEXT_MAPS("an object of objects of strings"),
    OBJECT("an object"),
    OBJECTS("a list of objects"),
    OBJECT_MAP("an object of objects");

    private final String description;

    Type(String description) {
      this.description = description;
    }
  }

  /** Of an object, its shape. */
  private record Member(Type type, @Nullable Shape shape) {}

  /** Collects members. */
  public static final class Builder {

    private final Map<String, Member> members = new TreeMap<>();
    private final Set<String> readOnly = new HashSet<>();
    private final Set<String> inputOnly = new HashSet<>();

    private Builder() {}

    /** Strings. */
    public Builder texts(String... names) {
      return all(Type.TEXT, null, names);
    }

    /** Booleans. */
    public Builder flags(String... names) {
      return all(Type.FLAG, null, names);
    }

    /** Integers. */
    public Builder wholes(String... names) {
      return all(Type.WHOLE, null, names);
    }

    /** Doubles. */
    public Builder numbers(String... names) {
      return all(Type.NUMBER, null, names);
    }

    /** Timestamps, which only answers have. */
    public Builder times(String... names) {
      readOnly.addAll(Set.of(names));
      return all(Type.TIME, null, names);
    }

    /** Lists of strings. */
    public Builder lists(String... names) {
      return all(Type.TEXTS, null, names);
    }

    /** Maps of strings. */
    public Builder maps(String... names) {
      return all(Type.TEXT_MAP, null, names);
    }

    /** Maps of maps of strings. */
    public Builder mapsOfMaps(String... names) {
      return all(Type.TEXT_MAPS, null, names);
    }

    /** An object. */
    public Builder object(String name, Shape shape) {
      return all(Type.OBJECT, shape, name);
    }

    /** A list of objects. */
    public Builder objects(String name, Shape shape) {
      return all(Type.OBJECTS, shape, name);
    }

    /** A map of objects. */
    public Builder objectMap(String name, Shape shape) {
      return all(Type.OBJECT_MAP, shape, name);
    }

    /** Of these members, those that only answers have; in requests they are overlooked. */
    public Builder readOnly(String... names) {
      readOnly.addAll(Set.of(names));
      return this;
    }

    /** Of these members, those that only requests have. */
    public Builder inputOnly(String... names) {
      inputOnly.addAll(Set.of(names));
      return this;
    }

    /** The shape. */
    public Shape build() {
      return new Shape(this);
    }

    private Builder all(Type type, @Nullable Shape shape, String... names) {
      for (String name : names) {
        members.put(name, new Member(type, shape));
      }
      return this;
    }
  }

  /**
   * What a request says, as a file would have it. Members that are null stay so; those that the
   * shape does not know, or that only answers have, are overlooked.
   *
   * @throws AwsException when a member has another type
   */
  public ObjectNode toFile(ObjectNode request) {
    return toFile(request, "");
  }

  private ObjectNode toFile(ObjectNode request, String path) {
    ObjectNode file = JsonTree.object();
    request
        .properties()
        .forEach(
            entry -> {
              Member member = members.get(entry.getKey());
              if (member != null && !readOnly.contains(entry.getKey())) {
                file.set(
                    fileName(entry.getKey()),
                    entry.getValue().isNull()
                        ? entry.getValue()
                        : read(member, entry.getValue(), path + entry.getKey()));
              }
            });
    return file;
  }

  private static JsonNode read(Member member, JsonNode value, String path) {
    if (!fits(member.type(), value)) {
      throw AwsException.badRequest(
          "Invalid value for %s: it must be %s".formatted(path, member.type().description));
    }
    Shape shape = member.shape();
    return shape == null
        ? value
        : converted(member.type(), value, inner -> shape.toFile(inner, path + "."));
  }

  /** What a file says, as an answer has it: what fits no type is left out. */
  public ObjectNode toWire(ObjectNode file) {
    ObjectNode wire = JsonTree.object();
    members.forEach(
        (name, member) -> {
          JsonNode value = file.get(fileName(name));
          if (value != null && !inputOnly.contains(name) && fits(member.type(), value)) {
            JsonNode written = written(member, value);
            if (written != null) {
              wire.set(name, written);
            }
          }
        });
    return wire;
  }

  private static @Nullable JsonNode written(Member member, JsonNode value) {
    if (member.type() == Type.TIME) {
      return time(value.asText());
    }
    Shape shape = member.shape();
    return shape == null ? value : converted(member.type(), value, shape::toWire);
  }

  private interface Conversion {
    ObjectNode of(ObjectNode inner);
  }

  /** Converts the object, or those in a list or map. */
  private static JsonNode converted(Type type, JsonNode value, Conversion conversion) {
    if (type == Type.OBJECTS) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(inner -> list.add(conversion.of((ObjectNode) inner)));
      return list;
    }
    if (type == Type.OBJECT) {
      return conversion.of((ObjectNode) value);
    }
    ObjectNode map = JsonTree.object();
    value
        .properties()
        .forEach(entry -> map.set(entry.getKey(), conversion.of((ObjectNode) entry.getValue())));
    return map;
  }

  private static boolean fits(Type type, JsonNode value) {
    return switch (type) {
      case TEXT, TIME -> value.isTextual();
      case FLAG -> value.isBoolean();
      case WHOLE -> value.isIntegralNumber() && value.canConvertToInt();
      case NUMBER -> value.isNumber();
      case TEXTS -> value.isArray() && all(value, JsonNode::isTextual);
      case TEXT_MAP -> value.isObject() && all(value, JsonNode::isTextual);
      case TEXT_MAPS -> value.isObject() && all(value, inner -> fits(Type.TEXT_MAP, inner));
      case OBJECT -> value.isObject();
      case OBJECTS -> value.isArray() && all(value, JsonNode::isObject);
      case OBJECT_MAP -> value.isObject() && all(value, JsonNode::isObject);
    };
  }

  private static boolean all(JsonNode values, Predicate<JsonNode> test) {
    for (JsonNode value : values) {
      if (!test.test(value)) {
        return false;
      }
    }
    return true;
  }

  /** Whole seconds of UTC, which all clients read; null for what is no time. */
  private static @Nullable JsonNode time(String text) {
    try {
      return JsonNodeFactory.instance.textNode(
          OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String fileName(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
