package gatehouse.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import gatehouse.aws.CallFault;
import gatehouse.json.JsonWriter;
import gatehouse.json.TooLargeException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events for functions into memory, and not one byte more than a function takes. */
public final class JsonOutput {

  private JsonOutput() {}

  /** Writes the fields of an object. */
  public interface Fields {
    /** Writes them into an object that is open, and leaves it open. */
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * One object, in UTF-8.
   *
   * @param expectedBytes how many it will about have
   * @throws FunctionFailure when it has more than {@link FunctionLimits#LARGEST_EVENT}
   */
  public static byte[] object(int expectedBytes, Fields fields) throws FunctionFailure {
    try {
      return JsonWriter.bytes(
          expectedBytes,
          FunctionLimits.LARGEST_EVENT,
          out -> {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
          });
    } catch (TooLargeException e) {
      throw tooLarge();
    }
  }

  /** What is told of an event that is too large. */
  static FunctionFailure tooLarge() {
    return new FunctionFailure(CallFault.REQUEST_TOO_LARGE, "the event is too large", 0, null);
  }

  /** A field with an object of texts. */
  public static void texts(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeStringField(text.getKey(), text.getValue());
    }
    out.writeEndObject();
  }

  /** A field with an array of texts; null for null. */
  public static void texts(JsonGenerator out, String name, @Nullable Collection<String> texts)
      throws IOException {
    if (texts == null) {
      out.writeNullField(name);
      return;
    }
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  /** A value: null, text, number, boolean, or a collection or map of such. */
  public static void value(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        value(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        value(out, item);
      }
      out.writeEndArray();
    } else if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      out.writeNumber(number.toString());
    } else {
      out.writeString(value.toString());
    }
  }
}
