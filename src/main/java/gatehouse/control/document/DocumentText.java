package gatehouse.control.document;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonFault;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The text of a document: JSON when it begins with a brace, else YAML. It is one object; a name
 * that is there twice, what is too large, too deep, or goes on behind its end, is refused. Numbers
 * keep their digits. Stateless.
 */
public final class DocumentText {

  /** The longest document, in characters. AWS: 6 MB, "Import an OpenAPI definition". */
  public static final int LONGEST = 6 << 20;

  /** The most levels of nesting. */
  static final int DEEPEST = 100;

  /** The most values, those that YAML's aliases and references stand for included. */
  static final int MOST_VALUES = 500_000;

  /** The longest text in a document, in characters. */
  static final int LONGEST_STRING = 1 << 20;

  private static final int LONGEST_NUMBER = 100;

  private static final JsonReader READER =
      JsonReader.with()
          .deepest(DEEPEST)
          .longestString(LONGEST_STRING)
          .longestNumber(LONGEST_NUMBER)
          .exactNumbers()
          .build();

  private static final JsonReader STORED = JsonReader.with().lastOfNames().build();

  private DocumentText() {}

  /**
   * The text in bytes.
   *
   * @throws DocumentException when they are no UTF-8, or too many
   */
  public static String decoded(byte[] bytes) throws DocumentException {
    try {
      if (bytes.length > 4L * LONGEST) {
        throw tooLong();
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DocumentException("the document is no UTF-8");
    }
  }

  /**
   * Reads a document.
   *
   * @throws DocumentException when it is none
   */
  public static ObjectNode read(String text) throws DocumentException {
    return read(text, false);
  }

  /**
   * Reads a template of CloudFormation: a document in which tags such as {@code !Sub} stand for
   * functions, which the tree has in their long form.
   *
   * @throws DocumentException when it is none
   */
  public static ObjectNode template(String text) throws DocumentException {
    return read(text, true);
  }

  private static ObjectNode read(String text, boolean withShortForms) throws DocumentException {
    if (text.length() > LONGEST) {
      throw tooLong();
    }
    String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
    JsonNode tree = isJson(bare) ? json(bare) : new YamlTree(withShortForms).read(bare);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new DocumentException("the document is no object");
  }

  /**
   * Reads a JSON object of the configuration's own files, which is larger at times.
   *
   * @throws DocumentException when it is none
   */
  public static ObjectNode stored(byte[] json) throws DocumentException {
    try {
      if (STORED.read(json) instanceof ObjectNode object) {
        return object;
      }
      throw new DocumentException("the file is no object");
    } catch (JsonFault e) {
      throw new DocumentException("the file is no JSON");
    }
  }

  /** A document as JSON, with a line for each value. */
  public static String json(ObjectNode document) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    return JsonWriter.text(document, printer) + "\n";
  }

  /** A document as YAML. */
  public static String yaml(ObjectNode document) {
    return YamlText.of(document);
  }

  private static boolean isJson(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return start < text.length() && text.charAt(start) == '{';
  }

  private static JsonNode json(String text) throws DocumentException {
    String beyond = READER.beyond(MOST_VALUES, text);
    if (beyond != null) {
      throw new DocumentException(
          "the document, %s, has more than %d values".formatted(beyond, MOST_VALUES));
    }
    try {
      return READER.read(text);
    } catch (JsonFault e) {
      throw new DocumentException(
          switch (e.kind()) {
            case SYNTAX ->
                "the document is no JSON, at %s: %s"
                    .formatted(
                        Objects.requireNonNullElse(e.place(), "an unknown place"), e.words());
            case LIMIT ->
                "the document goes beyond what is read: %d levels, %d characters in a text, %d digits"
                    .formatted(DEEPEST, LONGEST_STRING, LONGEST_NUMBER);
            case TRAILING -> "the document goes on behind its end, at " + e.place();
          });
    }
  }

  private static DocumentException tooLong() {
    return new DocumentException(
        "the document is longer than %d MiB, the most that is read".formatted(LONGEST >> 20));
  }
}
