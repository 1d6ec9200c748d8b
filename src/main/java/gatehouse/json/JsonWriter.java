package gatehouse.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes JSON into memory. Stateless; safe for use by several threads. */
public final class JsonWriter {

  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

  private JsonWriter() {}

  /** Writes something. */
  public interface Content {
    /** Writes it; need not flush. */
    void write(JsonGenerator out) throws IOException;
  }

  /** A tree, as small as it gets. */
  public static String text(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory cannot be written", e);
    }
  }

  /** A tree, for people to read. */
  public static String text(JsonNode tree, PrettyPrinter printer) {
    try {
      return MAPPER.writer(printer).writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory cannot be written", e);
    }
  }

  /** A tree in UTF-8, as small as it gets. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree in memory cannot be written", e);
    }
  }

  /**
   * A tree in UTF-8, as small as it gets.
   *
   * @param expected bytes that it will about have
   * @param most bytes that it may have
   * @throws TooLargeException when it has more
   */
  public static byte[] bytes(int expected, int most, JsonNode tree) throws TooLargeException {
    return bytes(expected, most, out -> MAPPER.writeTree(out, tree));
  }

  /**
   * What somebody writes, in UTF-8. Nothing is written beyond the limit, so that a text of which
   * each character takes six bytes costs no more than the limit.
   *
   * @param expected bytes that it will about have
   * @param most bytes that it may have
   * @throws TooLargeException when it has more
   */
  public static byte[] bytes(int expected, int most, Content content) throws TooLargeException {
    BoundedBytes bytes = new BoundedBytes(Math.min(expected, most), most);
    try (JsonGenerator out =
        MAPPER
            .getFactory()
            .createGenerator(bytes)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
      content.write(out);
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return bytes.toBytes();
  }

  /**
   * A tree in UTF-8, for people to read, with a line break at its end.
   *
   * @param most bytes that it may have
   * @throws TooLargeException when it has more
   */
  public static byte[] lines(int most, JsonNode tree) throws TooLargeException {
    BoundedBytes bytes = new BoundedBytes(Math.min(1_024, most), most);
    // A writer, since it has a replacement for half a surrogate pair.
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      JsonGenerator out = MAPPER.getFactory().createGenerator(writer).useDefaultPrettyPrinter();
      MAPPER.writeTree(out, tree);
      out.flush();
      writer.write('\n');
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return bytes.toBytes();
  }
}
