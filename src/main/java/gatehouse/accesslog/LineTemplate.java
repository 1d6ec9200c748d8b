package gatehouse.accesslog;

import gatehouse.accesslog.Slot.Place;
import gatehouse.config.LogFormat;
import gatehouse.config.LogFormat.Part;
import gatehouse.expression.ContextVariable;
import gatehouse.expression.ContextVariables;
import gatehouse.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A format, compiled: makes the line of an exchange that is over. Immutable, for any number of
 * threads.
 *
 * <p>AWS: a line has at most 1 MB. What the format leaves of that is shared out among its
 * variables, and a value is cut where its share ends.
 */
final class LineTemplate {

  private static final int MOST_BYTES = 1_048_576;
  private static final int USUAL_LENGTH = 256;
  private static final String MESSAGE_STRING = "error.messageString";

  private final LineKind kind;

  /** Text; between two of them, and around them, {@link #slots}. */
  private final List<String> texts = new ArrayList<>();

  private final List<Slot> slots = new ArrayList<>();
  private final int mostBytesOfValue;

  /** Compiles a format. A variable that AWS does not know never has a value. */
  LineTemplate(LogFormat format) {
    kind = LineKind.of(format);
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    List<Part> parts = format.parts();
    int bytes = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.isVariable()) {
        texts.add(text.toString());
        text.setLength(0);
        slots.add(slot(part.text(), quoted, isField(parts, i)));
      } else {
        text.append(part.text());
        bytes += part.text().getBytes(StandardCharsets.UTF_8).length;
        quoted = isQuotedBehind(part.text(), quoted);
      }
    }
    texts.add(text.toString());
    mostBytesOfValue = (MOST_BYTES - bytes) / Math.max(1, slots.size());
  }

  /** What its lines are. */
  LineKind kind() {
    return kind;
  }

  /** The line of an exchange, without its end. */
  String line(Exchange exchange) {
    StringBuilder line = new StringBuilder(USUAL_LENGTH);
    for (int i = 0; i < slots.size(); i++) {
      line.append(texts.get(i));
      slots.get(i).append(line, exchange, mostBytesOfValue);
    }
    return line.append(texts.get(slots.size())).toString();
  }

  private Slot slot(String name, boolean quoted, boolean isField) {
    // AWS: the message in quotes, of which the ones of the line's kind are the right ones.
    boolean isString = name.equals(MESSAGE_STRING) && !quoted && kind != LineKind.XML;
    ContextVariable known = ContextVariables.find(isString ? "error.message" : name);
    ContextVariable variable = known == null ? exchange -> null : known;
    if (isString) {
      return new Slot(variable, Place.STRING, kind.escape());
    }
    return switch (quoted ? LineKind.TEXT : kind) {
      case JSON -> new Slot(variable, Place.JSON_VALUE, Escape.JSON);
      case CSV ->
          isField
              ? new Slot(variable, Place.CSV_FIELD, Escape.CSV)
              : new Slot(variable, Place.PLAIN, Escape.CSV_PART);
      default -> new Slot(variable, Place.PLAIN, kind.escape());
    };
  }

  /** Whether a variable stands between commas. */
  private static boolean isField(List<Part> parts, int index) {
    boolean begins = index == 0 || textAt(parts, index - 1).endsWith(",");
    boolean ends = index + 1 == parts.size() || textAt(parts, index + 1).startsWith(",");
    return begins && ends;
  }

  /** Empty for a variable. */
  private static String textAt(List<Part> parts, int index) {
    Part part = parts.get(index);
    return part.isVariable() ? "" : part.text();
  }

  /** Whether what follows a text stands in quotes. */
  private boolean isQuotedBehind(String text, boolean before) {
    boolean quoted = before;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted && kind != LineKind.CSV) {
        i++;
      }
    }
    return quoted;
  }
}
