package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Nodes;
import java.util.List;
import java.util.function.BiConsumer;

/** AWS: {@code HttpApiCorsConfiguration}. Stateless. */
final class HttpApiCors {

  private HttpApiCors() {}

  /**
   * What a document says of it.
   *
   * @param cors true, an origin, or an object
   */
  static ObjectNode written(JsonNode cors, String place, BiConsumer<String, String> notUsed) {
    ObjectNode written = Nodes.object();
    if (cors.isBoolean()) {
      written.putArray("allowOrigins").add("*");
      return written;
    }
    if (cors.isTextual() || Globals.isFunction(cors)) {
      written.putArray("allowOrigins").add(cors);
      return written;
    }
    List<String> names =
        List.of(
            "AllowCredentials",
            "AllowHeaders",
            "AllowMethods",
            "AllowOrigins",
            "ExposeHeaders",
            "MaxAge");
    Known.check(cors, place, notUsed, names);
    for (String name : names) {
      if (cors.has(name)) {
        written.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), cors.get(name));
      }
    }
    return written;
  }
}
