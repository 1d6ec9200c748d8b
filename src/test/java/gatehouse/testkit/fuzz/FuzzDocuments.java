package gatehouse.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Documents that make sense, to begin with. */
public final class FuzzDocuments {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CASES = Path.of("src/test/resources/cases");

  private FuzzDocuments() {}

  /** The configurations of all cases: objects of files by their paths. */
  public static List<ObjectNode> configurations() {
    Set<ObjectNode> found = new LinkedHashSet<>();
    for (JsonNode each : cases()) {
      if (each.get("configuration") instanceof ObjectNode files
          && files.valueStream().allMatch(JsonNode::isObject)) {
        found.add(files);
      }
    }
    return List.copyOf(found);
  }

  /** What upstreams and functions answer in all cases, where that is a text in braces. */
  public static List<ObjectNode> answers() {
    Set<ObjectNode> found = new LinkedHashSet<>();
    for (JsonNode each : cases()) {
      for (JsonNode body : each.findValues("body")) {
        if (body.isTextual() && body.textValue().startsWith("{")) {
          try {
            if (JSON.readTree(body.textValue()) instanceof ObjectNode object) {
              found.add(object);
            }
          } catch (IOException broken) {
            // Meant to be so by its case.
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** A document in single quotes. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object of files as a store has them. */
  public static Map<String, byte[]> files(JsonNode files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files
        .properties()
        .forEach(
            file ->
                contents.put(
                    file.getKey(), file.getValue().toString().getBytes(StandardCharsets.UTF_8)));
    return contents;
  }

  private static List<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String text =
            Files.readString(file)
                .replace("@upstream@", "http://127.0.0.1:8081")
                .replace("@upstream-authority@", "127.0.0.1:8081")
                .replace("@upstream-host@", "127.0.0.1")
                .replace("\"@upstream-port@\"", "8081");
        cases.add(JSON.readTree(text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }
}
