package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code x-amazon-apigateway-cors}, both ways. */
final class CorsExtension {

  static final String NAME = "x-amazon-apigateway-cors";

  private static final List<String> LISTS =
      List.of("allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders");
  private static final String MAX_AGE = "maxAge";
  private static final String CREDENTIALS = "allowCredentials";

  private CorsExtension() {}

  /** The {@code CorsConfiguration}; null when there is none, or it is malformed, which is told. */
  static @Nullable ObjectNode read(Members document, Notes notes) {
    JsonNode value = document.get(NAME);
    if (value == null) {
      return null;
    }
    Notes faults = new Notes();
    ObjectNode cors = JsonNodeFactory.instance.objectNode();
    if (value instanceof ObjectNode object) {
      Members in = new Members(object, NAME, faults);
      for (String name : LISTS) {
        List<String> texts = in.texts(name, UnaryOperator.identity());
        if (texts != null) {
          texts.forEach(cors.putArray(Names.upper(name))::add);
        }
      }
      Boolean credentials = in.truth(CREDENTIALS);
      if (credentials != null) {
        cors.put(Names.upper(CREDENTIALS), credentials);
      }
      Integer maxAge = in.wholeNumber(MAX_AGE);
      if (maxAge != null) {
        cors.put(Names.upper(MAX_AGE), maxAge);
      }
      if (!faults.hasWarnings()) {
        in.tellTheRestOfExtension(Set.of());
        faults.warnings().forEach(notes::warn);
        return cors;
      }
    }
    notes.warn("CORS Scheme is malformed, ignoring.");
    faults.warnings().forEach(notes::warn);
    return null;
  }

  /** The extension. */
  static ObjectNode write(JsonNode cors) {
    ObjectNode extension = JsonNodeFactory.instance.objectNode();
    for (String name :
        List.of(
            "allowMethods",
            "allowHeaders",
            "exposeHeaders",
            MAX_AGE,
            CREDENTIALS,
            "allowOrigins")) {
      JsonNode value = cors.get(Names.upper(name));
      if (value != null) {
        extension.set(name, value);
      }
    }
    return extension;
  }
}
