package gatehouse.control.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a tree of the events of one YAML document, without recursion. Scalars are what YAML 1.2's
 * JSON schema says, so that {@code on}, {@code no} and {@code 007} are texts. Merge keys ({@code
 * <<}) of YAML 1.1 are followed. Tags are refused, but for the short forms of templates where they
 * are wanted: nothing in a document chooses a type. One document's.
 */
final class YamlTree {

  private static final String TEXT_TAG = "tag:yaml.org,2002:str";
  private static final String MERGE = "<<";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUTHS = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSEHOODS = Set.of("false", "False", "FALSE");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<Anchor, Value> anchors = new HashMap<>();
  private final boolean withShortForms;
  private @Nullable Value root;
  private int values;

  /** Reads one document, of a template or not: whether {@code !Sub} stands for a function. */
  YamlTree(boolean withShortForms) {
    this.withShortForms = withShortForms;
  }

  /** What has been read: how many values, levels, and characters of texts and names it has. */
  private record Value(JsonNode node, int size, int height, long characters) {}

  /** A list or an object that is not at its end yet. */
  private static final class Frame {
    final @Nullable ArrayNode list;
    final ObjectNode object = JsonNodeFactory.instance.objectNode();
    final Optional<Anchor> anchor;
    final @Nullable String function;
    @Nullable String key;
    boolean isMerge;
    @Nullable JsonNode merged;
    int size = 1;
    int height = 1;
    long characters;

    Frame(boolean isList, Optional<Anchor> anchor, @Nullable String function) {
      this.list = isList ? JsonNodeFactory.instance.arrayNode() : null;
      this.anchor = anchor;
      this.function = function;
    }
  }

  /**
   * The tree of a document.
   *
   * @throws DocumentException when it is no single document, or goes beyond what is read
   */
  JsonNode read(String text) throws DocumentException {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(DocumentText.LONGEST).setUseMarks(true).build();
    int documents = 0;
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        if (event instanceof DocumentStartEvent && ++documents > 1) {
          throw fault(event, "begins a second document: keep one");
        }
        take(event);
      }
    } catch (DocumentException e) {
      throw e;
    } catch (MarkedYamlEngineException e) {
      throw new DocumentException(
          "the document is no YAML%s: %s"
              .formatted(e.getProblemMark().map(YamlTree::place).orElse(""), e.getProblem()));
    } catch (YamlEngineException e) {
      throw new DocumentException("the document is no YAML: " + e.getMessage());
    } catch (RuntimeException e) {
      // The library has defects of its own: an escape without digits is a NumberFormatException.
      throw new DocumentException("the document is no YAML");
    }
    if (root == null) {
      throw new DocumentException("the document is empty");
    }
    return root.node();
  }

  private void take(Event event) throws DocumentException {
    if (event instanceof ScalarEvent scalar) {
      String function = isKeyNext() ? null : function(scalar.getTag());
      if (function == null) {
        checkTag(event, scalar.getTag(), true);
      }
      if (isKeyNext()) {
        key(event, scalar);
      } else {
        add(event, called(function, scalar(event, scalar)), scalar.getAnchor());
      }
    } else if (event instanceof AliasEvent alias) {
      Value value = anchors.get(alias.getAlias());
      if (isKeyNext() || value == null) {
        throw fault(event, "has an alias to what is not there, or not at its end yet");
      }
      add(event, value, Optional.empty());
    } else if (event instanceof CollectionStartEvent start) {
      String function = function(start.getTag());
      if (function == null) {
        checkTag(event, start.getTag(), false);
      }
      if (isKeyNext()) {
        throw fault(event, "has a list or an object where a name should be");
      }
      if (open.size() >= DocumentText.DEEPEST) {
        throw fault(event, "is nested deeper than %d levels".formatted(DocumentText.DEEPEST));
      }
      boolean isList = !(event instanceof MappingStartEvent);
      open.push(new Frame(isList, ((NodeEvent) start).getAnchor(), function));
    } else if (event instanceof CollectionEndEvent) {
      Frame frame = open.pop();
      merge(event, frame);
      JsonNode node = frame.list == null ? frame.object : frame.list;
      Value value = new Value(node, frame.size, frame.height, frame.characters);
      add(event, called(frame.function, value), frame.anchor);
    }
  }

  private @Nullable String function(Optional<String> tag) {
    return withShortForms ? ShortForms.function(tag) : null;
  }

  private static Value called(@Nullable String function, Value argument) {
    return function == null
        ? argument
        : new Value(
            ShortForms.written(function, argument.node()),
            argument.size() + 1,
            argument.height() + 1,
            argument.characters() + function.length());
  }

  private static Value scalar(Event event, ScalarEvent scalar) throws DocumentException {
    int length = scalar.getValue().length();
    if (length > DocumentText.LONGEST_STRING) {
      throw fault(
          event, "has a text of more than %d characters".formatted(DocumentText.LONGEST_STRING));
    }
    return new Value(value(scalar), 1, 1, length);
  }

  private boolean isKeyNext() {
    Frame frame = open.peek();
    return frame != null && frame.list == null && frame.key == null;
  }

  private void key(Event event, ScalarEvent scalar) throws DocumentException {
    Frame frame = open.element();
    String key = scalar.getValue();
    frame.isMerge = key.equals(MERGE) && scalar.isPlain();
    if (frame.isMerge ? frame.merged != null : frame.object.has(key)) {
      throw fault(event, "has the name '%s' twice in one object".formatted(key));
    }
    frame.key = key;
    frame.characters += key.length();
    scalar
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor, new Value(text(key), 1, 1, key.length())));
  }

  private void add(Event event, Value value, Optional<Anchor> anchor) throws DocumentException {
    anchor.ifPresent(name -> anchors.put(name, value));
    Frame frame = open.peek();
    if (frame == null) {
      root = value;
      return;
    }
    values++;
    frame.size += value.size();
    frame.height = Math.max(frame.height, value.height() + 1);
    if (frame.size > DocumentText.MOST_VALUES || values > DocumentText.MOST_VALUES) {
      throw fault(event, "has more than %d values".formatted(DocumentText.MOST_VALUES));
    }
    frame.characters += value.characters();
    if (frame.characters > DocumentText.LONGEST) {
      throw fault(
          event,
          "has more than %d characters with all that its aliases stand for"
              .formatted(DocumentText.LONGEST));
    }
    if (frame.height + open.size() > DocumentText.DEEPEST + 1) {
      throw fault(event, "is nested deeper than %d levels".formatted(DocumentText.DEEPEST));
    }
    String key = frame.key;
    if (frame.list != null) {
      frame.list.add(value.node());
    } else if (frame.isMerge) {
      frame.merged = value.node();
    } else if (key != null) {
      frame.object.set(key, value.node());
    }
    frame.key = null;
  }

  /** What is written in the object itself goes before what is merged, and the first one merged. */
  private static void merge(Event event, Frame frame) throws DocumentException {
    JsonNode merged = frame.merged;
    if (merged == null) {
      return;
    }
    for (JsonNode one :
        merged.isArray() ? merged : JsonNodeFactory.instance.arrayNode().add(merged)) {
      if (!(one instanceof ObjectNode object)) {
        throw fault(event, "merges what is no object");
      }
      object
          .properties()
          .forEach(
              entry -> {
                if (!frame.object.has(entry.getKey())) {
                  frame.object.set(entry.getKey(), entry.getValue());
                }
              });
    }
  }

  private static JsonNode value(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (!scalar.isPlain() || scalar.getTag().isPresent()) {
      return text(text);
    }
    if (NULLS.contains(text)) {
      return NullNode.instance;
    }
    if (TRUTHS.contains(text) || FALSEHOODS.contains(text)) {
      return BooleanNode.valueOf(TRUTHS.contains(text));
    }
    if (!NUMBER.matcher(text).matches()) {
      return text(text);
    }
    BigDecimal number = new BigDecimal(text);
    return INTEGER.matcher(text).matches()
        ? JsonNodeFactory.instance.numberNode(number.intValueExact())
        : DecimalNode.valueOf(number);
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  private static void checkTag(Event event, Optional<String> tag, boolean isScalar)
      throws DocumentException {
    if (tag.isPresent() && !(isScalar && (tag.get().equals(TEXT_TAG) || tag.get().equals("!")))) {
      throw fault(event, "has the tag '%s': write the value as it is meant".formatted(tag.get()));
    }
  }

  private static DocumentException fault(Event event, String fault) {
    return new DocumentException(
        "the document%s %s".formatted(event.getStartMark().map(YamlTree::place).orElse(""), fault));
  }

  private static String place(org.snakeyaml.engine.v2.exceptions.Mark mark) {
    return ", line %d, column %d,".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
