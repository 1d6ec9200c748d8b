package gatehouse.testkit.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the management API and what they must answer, in a file of {@code src/test/resources/
 * admin}:
 *
 * <pre>
 * ## a sentence
 * &gt; POST /v2/apis {"name":"pets","protocolType":"HTTP"}
 * &lt; 201 {"apiId":"&lt;api&gt;", …}
 * &gt; GET /v2/apis/nosuch
 * &lt; 404 NotFoundException: Invalid API identifier specified …
 * </pre>
 *
 * <p>What a block named {@code before each} says is done before each other block of its file. A
 * name in angle brackets stands for whatever is there the first time, and for the same from then
 * on; {@code <time>} for any time, {@code <*>} for anything. An answer that is no JSON begins with
 * what follows {@code text}, in which {@code \n} is the end of a line.
 */
public final class AdminScript {

  private static final Path DIRECTORY = Path.of("src/test/resources/admin");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("<([a-z0-9*-]+)>");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

  private final String name;
  private final List<String> lines;
  private final Map<String, String> known = new HashMap<>();

  private AdminScript(String name, List<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  /** Makes calls. */
  @FunctionalInterface
  public interface Transport {

    /** Makes one; the path begins with {@code /v2}. */
    Answer call(String method, String path, @Nullable String body) throws IOException;
  }

  /**
   * What was answered.
   *
   * @param errorType the field {@code x-amzn-ErrorType}
   */
  public record Answer(int status, @Nullable String errorType, String body) {}

  /** All scripts. */
  public static List<AdminScript> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<AdminScript> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        all.addAll(in(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<AdminScript> in(Path file) throws IOException {
    List<AdminScript> scripts = new ArrayList<>();
    List<String> before = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("## ")) {
        String title = line.substring(3);
        boolean isBefore = title.equals("before each");
        lines = isBefore ? before : new ArrayList<>(before);
        if (!isBefore) {
          scripts.add(
              new AdminScript(
                  file.getFileName().toString().replace(".txt", "") + ": " + title, lines));
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        if (line.startsWith(">") || line.startsWith("<")) {
          lines.add(line);
        } else {
          int last = lines.size() - 1;
          lines.set(last, lines.get(last) + line.strip());
        }
      }
    }
    return scripts;
  }

  /** The script's file and title. */
  @Override
  public String toString() {
    return name;
  }

  /**
   * Makes the calls and compares the answers.
   *
   * @param base what URLs in answers begin with
   */
  public void run(Transport transport, String base) throws IOException {
    known.clear();
    known.put("base", base);
    for (int i = 0; i < lines.size(); i += 2) {
      String asked = filled(lines.get(i).substring(2));
      String[] parts = asked.split(" ", 3);
      Answer answer = transport.call(parts[0], parts[1], parts.length > 2 ? parts[2] : null);
      String place = "%s%n%s%nanswered %s%n".formatted(name, asked, answer);
      String expected = lines.get(i + 1).substring(2);
      assertEquals(expected.substring(0, 3), "" + answer.status(), place);
      check(expected.length() > 4 ? expected.substring(4) : "", answer, place);
    }
  }

  private void check(String expected, Answer answer, String place) throws JsonProcessingException {
    if (expected.isEmpty()) {
      assertEquals("", answer.body(), place);
    } else if (expected.startsWith("text ")) {
      String start = filled(expected.substring("text ".length()).replace("\\n", "\n"));
      assertTrue(answer.body().startsWith(start), place);
    } else if (expected.startsWith("{") || expected.startsWith("\"")) {
      compare(MAPPER.readTree(expected), MAPPER.readTree(answer.body()), "", place);
    } else {
      int colon = expected.indexOf(": ");
      assertEquals(expected.substring(0, colon), answer.errorType(), place);
      JsonNode body = MAPPER.readTree(answer.body());
      assertEquals(1, body.size(), place);
      String message = expected.substring(colon + 2);
      if (message.endsWith("…")) {
        String start = filled(message.substring(0, message.length() - 1));
        assertTrue(body.path("message").asText().startsWith(start), place);
      } else {
        assertEquals(filled(message), body.path("message").asText(), place);
      }
    }
  }

  private void compare(JsonNode expected, JsonNode actual, String at, String place) {
    if (expected.isTextual()) {
      Matcher whole = NAME.matcher(expected.textValue());
      if (whole.matches() && !known.containsKey(whole.group(1))) {
        String text = actual.asText();
        if (whole.group(1).equals("time")) {
          assertTrue(TIME.matcher(text).matches(), place + at);
        } else if (!whole.group(1).equals("*")) {
          known.put(whole.group(1), text);
        }
        return;
      }
      assertEquals(filled(expected.textValue()), actual.asText(), place + at);
      assertTrue(actual.isTextual(), place + at);
    } else if (expected.isObject()) {
      List<String> names = new ArrayList<>();
      expected.fieldNames().forEachRemaining(names::add);
      List<String> actualNames = new ArrayList<>();
      actual.fieldNames().forEachRemaining(actualNames::add);
      names.replaceAll(this::filled);
      assertEquals(
          names.stream().sorted().toList(), actualNames.stream().sorted().toList(), place + at);
      // Names are found where they stand alone, before they are looked for within others.
      expected.properties().stream()
          .sorted(Comparator.comparing(e -> !NAME.matcher(e.getValue().asText()).matches()))
          .forEach(
              e ->
                  compare(
                      e.getValue(), actual.path(filled(e.getKey())), at + "." + e.getKey(), place));
    } else if (expected.isArray()) {
      assertEquals(expected.size(), actual.size(), place + at);
      for (int i = 0; i < expected.size(); i++) {
        compare(expected.get(i), actual.get(i), at + "[" + i + "]", place);
      }
    } else {
      assertEquals(expected, actual, place + at);
    }
  }

  private String filled(String text) {
    Matcher names = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(
          filled, Matcher.quoteReplacement(known.getOrDefault(names.group(1), names.group())));
    }
    return names.appendTail(filled).toString();
  }
}
