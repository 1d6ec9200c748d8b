package gatehouse.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of JSON that is wholly in memory, within bounds; nothing may stand behind it.
 * Immutable; safe for use by several threads.
 *
 * <p>Jackson throws more than its own exceptions: {@code NumberFormatException} for exponents that
 * no {@code BigDecimal} holds, {@code CharConversionException} for what looks like UTF-32. Here all
 * of that is a {@link JsonFault}.
 */
public final class JsonReader {

  private static final int LONGEST_ECHO = 32;

  private final JsonMapper mapper;
  private final int largest;

  private JsonReader(Builder builder) {
    JsonFactoryBuilder factory =
        new JsonFactoryBuilder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, builder.keepsNames)
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, builder.namesOnce)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(builder.constraints.build())
            .errorReportConfiguration(
                ErrorReportConfiguration.builder().maxErrorTokenLength(LONGEST_ECHO).build());
    this.mapper =
        JsonMapper.builder(factory.build())
            .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, builder.exactNumbers)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    this.largest = builder.largest;
  }

  /** A reader with Jackson's own limits, for which a name that comes twice is a fault. */
  public static Builder with() {
    return new Builder();
  }

  /** The limits of a reader. For one thread. */
  public static final class Builder {

    private final StreamReadConstraints.Builder constraints = StreamReadConstraints.builder();
    private int largest = Integer.MAX_VALUE;
    private boolean namesOnce = true;
    private boolean exactNumbers;
    private boolean keepsNames = true;

    private Builder() {}

    /** The most levels of nesting. */
    public Builder deepest(int levels) {
      constraints.maxNestingDepth(levels);
      return this;
    }

    /** The most characters in a string. */
    public Builder longestString(int characters) {
      constraints.maxStringLength(characters);
      return this;
    }

    /** The most characters in a name. */
    public Builder longestName(int characters) {
      constraints.maxNameLength(characters);
      return this;
    }

    /** The most characters in a number. */
    public Builder longestNumber(int characters) {
      constraints.maxNumberLength(characters);
      return this;
    }

    /** The most bytes, or characters, of the whole. */
    public Builder largest(int most) {
      this.largest = most;
      return this;
    }

    /** A name may come again; the last one counts. */
    public Builder lastOfNames() {
      this.namesOnce = false;
      return this;
    }

    /** Numbers keep their digits, as {@code BigDecimal}. */
    public Builder exactNumbers() {
      this.exactNumbers = true;
      return this;
    }

    /** No table of names is kept, and bytes that are no UTF-8 are read as U+FFFD. */
    public Builder forgetfulOfNames() {
      this.keepsNames = false;
      return this;
    }

    /** The reader. */
    public JsonReader build() {
      return new JsonReader(this);
    }
  }

  /**
   * The value that these bytes are; missing when there is nothing.
   *
   * @throws JsonFault when they are none
   */
  public JsonNode read(byte[] bytes) throws JsonFault {
    return read(bytes, bytes.length);
  }

  /**
   * The value that the first of these bytes are; missing when there is nothing.
   *
   * @throws JsonFault when they are none
   */
  public JsonNode read(byte[] bytes, int length) throws JsonFault {
    return read(length, () -> mapper.createParser(bytes, 0, length));
  }

  /**
   * The value that a text is; missing when there is nothing.
   *
   * @throws JsonFault when it is none
   */
  public JsonNode read(String text) throws JsonFault {
    return read(text.length(), () -> mapper.createParser(text));
  }

  /** The value that these bytes are; null when they are none, or there is nothing. */
  public @Nullable JsonNode valueOrNull(byte[] bytes) {
    try {
      JsonNode read = read(bytes);
      return read.isMissingNode() ? null : read;
    } catch (JsonFault e) {
      return null;
    }
  }

  /** The value that a text is; null when it is none, or there is nothing. */
  public @Nullable JsonNode valueOrNull(String text) {
    try {
      JsonNode read = read(text);
      return read.isMissingNode() ? null : read;
    } catch (JsonFault e) {
      return null;
    }
  }

  /** The object that these bytes are; null when they are anything else. */
  public @Nullable ObjectNode objectOrNull(byte[] bytes) {
    return valueOrNull(bytes) instanceof ObjectNode object ? object : null;
  }

  /**
   * Looks whether a text has more values than it may, and makes none of them.
   *
   * @return the place where it has; null when it has not, or is no JSON
   */
  public @Nullable String beyond(int values, byte[] bytes) {
    return beyond(values, () -> mapper.createParser(bytes));
  }

  /**
   * Looks whether a text has more values than it may, and makes none of them.
   *
   * @return the place where it has; null when it has not, or is no JSON
   */
  public @Nullable String beyond(int values, String text) {
    return beyond(values, () -> mapper.createParser(text));
  }

  /**
   * An object with one member of the object that these bytes are, if that is a text; nothing is
   * made of the others.
   *
   * @return null when they are no object
   */
  public @Nullable ObjectNode only(String name, byte[] bytes) {
    ObjectNode object = mapper.createObjectNode();
    try (JsonParser parser = mapper.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isWanted = parser.currentName().equals(name);
        if (isWanted) {
          object.remove(name);
        }
        if (parser.nextToken() == JsonToken.VALUE_STRING && isWanted) {
          object.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return parser.nextToken() == null ? object : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable String beyond(int most, Source source) {
    int values = 0;
    try (JsonParser parser = source.parser()) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ((token.isScalarValue() || token.isStructStart()) && ++values > most) {
          JsonLocation place = parser.currentTokenLocation();
          return "line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        }
      }
      return null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Makes a parser, which can fail: it looks at the encoding first. */
  private interface Source {
    JsonParser parser() throws IOException;
  }

  // Whatever is thrown while a stranger's text is read is a fault of that text.
  private JsonNode read(int length, Source source) throws JsonFault {
    if (length > largest) {
      throw new JsonFault(JsonFault.Kind.LIMIT, null, null);
    }
    try (JsonParser parser = source.parser()) {
      return read(parser);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw fault(null, e);
    }
  }

  private JsonNode read(JsonParser parser) throws JsonFault {
    try {
      JsonNode node = mapper.readTree(parser);
      if (parser.nextToken() != null) {
        throw new JsonFault(JsonFault.Kind.TRAILING, parser.currentTokenLocation(), null);
      }
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw fault(parser, e);
    }
  }

  private static JsonFault fault(@Nullable JsonParser parser, Throwable thrown) {
    if (thrown instanceof StreamConstraintsException || thrown instanceof StackOverflowError) {
      return new JsonFault(
          JsonFault.Kind.LIMIT, parser == null ? null : parser.currentLocation(), null);
    }
    return thrown instanceof JacksonException own
        ? new JsonFault(JsonFault.Kind.SYNTAX, own.getLocation(), own.getOriginalMessage())
        : new JsonFault(
            JsonFault.Kind.SYNTAX, parser == null ? null : parser.currentTokenLocation(), null);
  }
}
