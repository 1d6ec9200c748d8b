package gatehouse.control.document;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
  private static final int LONGEST_ECHO = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_STRING)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxDocumentLength(LONGEST)
                          .build())
                  .errorReportConfiguration(
                      ErrorReportConfiguration.builder().maxErrorTokenLength(LONGEST_ECHO).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final JsonMapper STORED =
      new JsonMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

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
      if (STORED.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new DocumentException("the file is no object");
    } catch (IOException e) {
      throw new DocumentException("the file is no JSON");
    }
  }

  /** A document as JSON, with a line for each value. */
  public static String json(ObjectNode document) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory cannot be written", e);
    }
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
    checkValues(text);
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new DocumentException(
            "the document goes on behind its end, at " + place(parser.currentTokenLocation()));
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw new DocumentException(
          "the document goes beyond what is read: %d levels, %d characters in a text, %d digits"
              .formatted(DEEPEST, LONGEST_STRING, LONGEST_NUMBER));
    } catch (JacksonException e) {
      throw new DocumentException(
          "the document is no JSON, at %s: %s"
              .formatted(place(e.getLocation()), fault(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  /** Counts the values before one is made of them; what is no JSON is told by who reads it. */
  private static void checkValues(String text) throws DocumentException {
    int values = 0;
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ((token.isScalarValue() || token.isStructStart()) && ++values > MOST_VALUES) {
          throw new DocumentException(
              "the document, %s, has more than %d values"
                  .formatted(place(parser.currentTokenLocation()), MOST_VALUES));
        }
      }
    } catch (IOException e) {
      return;
    }
  }

  private static DocumentException tooLong() {
    return new DocumentException(
        "the document is longer than %d MiB, the most that is read".formatted(LONGEST >> 20));
  }

  private static String place(JsonLocation location) {
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Jackson's words, without what it tells of its own workings. */
  private static String fault(String text) {
    return text.lines().findFirst().orElse("").split(" \\(start marker|, while parsing", 2)[0];
  }
}
