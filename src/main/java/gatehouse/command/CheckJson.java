package gatehouse.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.Problem;
import gatehouse.pipeline.MappingLine;
import gatehouse.pipeline.RouteLine;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code check --json} prints: problems, warnings, routes and the domains' mappings, be they
 * none.
 */
final class CheckJson {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** In ASCII, so that no terminal and no pipe changes it. */
  private static final ObjectWriter WRITER =
      MAPPER.writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private CheckJson() {}

  /** The document of a configuration that is fine. */
  static String of(Reading reading) {
    ObjectNode document = document(reading.directory());
    ArrayNode warnings = document.withArrayProperty("warnings");
    for (String text : reading.plan().warnings()) {
      Warning warning = Warning.of(text);
      warnings.addObject().put("file", warning.file()).put("message", warning.message());
    }
    ArrayNode routes = document.withArrayProperty("routes");
    for (RouteLine line : reading.plan().routes()) {
      routes
          .addObject()
          .put("apiId", line.apiId())
          .put("stageName", line.stageName())
          .put("deploymentId", line.deploymentId())
          .put("routeId", line.routeId())
          .put("routeKey", line.routeKey())
          .put("method", line.method())
          .put("place", line.place())
          .put("integrationId", line.integrationId())
          .put("answerer", line.answerer());
    }
    ArrayNode mappings = document.withArrayProperty("mappings");
    for (MappingLine line : reading.plan().mappings()) {
      mappings
          .addObject()
          .put("domainName", line.domainName())
          .put("apiMappingKey", line.key())
          .put("apiId", line.apiId())
          .put("stageName", line.stageName());
    }
    return written(document);
  }

  /** The document of a configuration with problems, of which there are no routes. */
  static String of(Path directory, List<Problem> problems) {
    ObjectNode document = document(directory);
    ArrayNode array = document.withArrayProperty("problems");
    for (Problem problem : problems) {
      array
          .addObject()
          .put("file", problem.file())
          .put("property", problem.property())
          .put("message", problem.message());
    }
    return written(document);
  }

  private static ObjectNode document(Path directory) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("directory", directory.toString());
    document.putArray("problems");
    document.putArray("warnings");
    document.putArray("routes");
    document.putArray("mappings");
    return document;
  }

  private static String written(ObjectNode document) {
    try {
      return WRITER.writeValueAsString(document).replace("\r\n", "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }
}
