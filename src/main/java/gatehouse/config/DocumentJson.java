package gatehouse.config;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one file as one JSON object: strictly, within bounds, and keeping nothing, not
 * even a thread's buffers, that would outlive the application. A UTF-8 byte order mark is accepted.
 */
final class DocumentJson {

  private static final int DEEPEST = 100;
  private static final int LONGEST_STRING = 100_000;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_ECHO = 32;

  private static final ObjectMapper MAPPER =
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
                          .maxNameLength(LONGEST_NAME)
                          .maxDocumentLength(ConfigurationFiles.LARGEST_DEPLOYMENT)
                          .build())
                  .errorReportConfiguration(
                      ErrorReportConfiguration.builder().maxErrorTokenLength(LONGEST_ECHO).build())
                  .build())
          .build();

  private DocumentJson() {}

  /** The object in a file; null when there is none, which is then among the problems. */
  static @Nullable ObjectNode read(String file, byte[] bytes, Problems problems) {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      return read(file, parser, problems);
    } catch (JacksonException e) {
      problems.add(
          file,
          null,
          "is not valid JSON, at %s: %s"
              .formatted(place(e.getLocation()), fault(e.getOriginalMessage())));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** The value that a string holds as JSON; null when it is none. */
  static @Nullable JsonNode value(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      return node == null || node.isMissingNode() || parser.nextToken() != null ? null : node;
    } catch (JacksonException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static @Nullable ObjectNode read(String file, JsonParser parser, Problems problems)
      throws IOException {
    try {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        problems.add(file, null, "is empty: write a JSON object");
      } else if (parser.nextToken() != null) {
        problems.add(
            file,
            null,
            "goes on behind its end, at %s: keep one JSON object per file"
                .formatted(place(parser.currentTokenLocation())));
      } else if (node instanceof ObjectNode object) {
        return object;
      } else {
        problems.add(file, null, ObjectJson.wrongType("a JSON object", node));
      }
    } catch (StreamConstraintsException e) {
      problems.add(
          file,
          null,
          "goes beyond what is read, at %s: keep to %d levels of nesting and %d characters in a string"
              .formatted(place(parser.currentLocation()), DEEPEST, LONGEST_STRING));
    }
    return null;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? "an unknown place"
        : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Jackson's words, without what it tells of its own workings. */
  private static String fault(@Nullable String text) {
    return text == null
        ? "correct it"
        : text.lines().findFirst().orElse("").split(" \\(start marker|, while parsing", 2)[0];
  }
}
