package gatehouse.control.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/**
 * Writes a tree as YAML. Texts are in double quotes, so that readers of YAML 1.1 and 1.2 see the
 * same: {@code "no"}, {@code "1.0"}, {@code "2026-01-01"}.
 */
final class YamlText {

  private static final ImplicitTuple NO_TAG = new ImplicitTuple(true, true);

  /** What some version of YAML takes for a truth value, or for nothing. */
  private static final String NO_TEXT = "(?i)true|false|null|yes|no|on|off|y|n";

  private final List<Event> events = new ArrayList<>();

  private YamlText() {}

  static String of(JsonNode tree) {
    YamlText text = new YamlText();
    text.events.add(new StreamStartEvent());
    text.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
    text.add(tree);
    text.events.add(new DocumentEndEvent(false));
    text.events.add(new StreamEndEvent());
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .setBestLineBreak("\n")
            .setIndent(2)
            .build();
    return new Present(settings).emitToString(text.events.iterator());
  }

  private void add(JsonNode node) {
    if (node.isObject()) {
      events.add(new MappingStartEvent(Optional.empty(), Optional.empty(), true, style(node)));
      node.properties()
          .forEach(
              entry -> {
                add(entry.getKey(), keyStyle(entry.getKey()));
                add(entry.getValue());
              });
      events.add(new MappingEndEvent());
    } else if (node.isArray()) {
      events.add(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style(node)));
      node.forEach(this::add);
      events.add(new SequenceEndEvent());
    } else {
      add(node.asText(), node.isTextual() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }
  }

  private void add(String text, ScalarStyle style) {
    events.add(new ScalarEvent(Optional.empty(), Optional.empty(), NO_TAG, text, style));
  }

  private static FlowStyle style(JsonNode node) {
    return node.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
  }

  /** Names are plain where no reader can take them for anything else. */
  private static ScalarStyle keyStyle(String key) {
    return key.matches("[a-zA-Z][a-zA-Z0-9-]*") && !key.matches(NO_TEXT)
        ? ScalarStyle.PLAIN
        : ScalarStyle.DOUBLE_QUOTED;
  }
}
