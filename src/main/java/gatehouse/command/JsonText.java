package gatehouse.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Changes one property in the text of a JSON object and leaves every other character as it is: the
 * file is the operator's, and so are its order, its spaces and what nobody reads.
 */
final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonText() {}

  /**
   * Sets a property to a string: in place, or behind the last property.
   *
   * @param text a JSON object, which has been read before
   * @throws IllegalArgumentException when it is none
   */
  static String with(String text, String property, String value) {
    if (text.startsWith(BYTE_ORDER_MARK)) {
      return BYTE_ORDER_MARK + with(text.substring(1), property, value);
    }
    String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("is no JSON object");
      }
      int open = offset(parser);
      int lastName = -1;
      int lastValue = -1;
      int end = open;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        lastName = (int) parser.currentTokenLocation().getCharOffset();
        parser.nextToken();
        lastValue = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        end = offset(parser);
        if (name.equals(property)) {
          return text.substring(0, lastValue) + quoted + text.substring(end);
        }
      }
      if (lastName < 0) {
        return text.substring(0, open) + '"' + property + "\":" + quoted + text.substring(open);
      }
      return text.substring(0, end)
          + ','
          + spaceBefore(text, lastName)
          + '"'
          + property
          + '"'
          + between(text, lastName, lastValue)
          + quoted
          + text.substring(end);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Where the parser has read to. */
  private static int offset(JsonParser parser) {
    return (int) parser.currentLocation().getCharOffset();
  }

  /** The line break and the indentation in front of a name, as the operator has it. */
  private static String spaceBefore(String text, int name) {
    int start = name;
    while (Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, name);
  }

  /** The colon between a name and its value, with the space around it. */
  private static String between(String text, int name, int value) {
    int colon = value - 1;
    while (text.charAt(colon) != ':') {
      colon--;
    }
    int start = colon;
    while (start > name && Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, value);
  }
}
