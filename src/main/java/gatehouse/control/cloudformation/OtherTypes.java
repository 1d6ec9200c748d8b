package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.expression.Nearest;
import org.jspecify.annotations.Nullable;

/** Says why a resource of another type is not made. Stateless. */
final class OtherTypes {

  private static final String FUNCTIONS = "functions/";

  private OtherTypes() {}

  /**
   * The reason.
   *
   * @param name of the resource
   * @param files of the configuration, which may say where a function runs
   */
  static String reason(String type, String name, ConfigurationFiles files) {
    if (type.equals(Elsewhere.FUNCTION)) {
      String file = functionFile(name, files);
      return file == null
          ? "%s is not made: it is called at AWS, or where a file %s%s.json says"
              .formatted(type, FUNCTIONS, name)
          : "%s is not made: it is called where %s says".formatted(type, file);
    }
    if (type.equals("AWS::Lambda::Permission")) {
      return type + " is not needed: whoever configures the gateway may call the function";
    }
    if (type.equals("AWS::CDK::Metadata")) {
      return type + " tells AWS of the CDK, and is not needed";
    }
    if (type.equals(ResourceTypes.PREFIX + "RoutingRule")) {
      return type + " is not made: Gatehouse has no routing rules, map paths with ApiMapping";
    }
    if (type.matches(ResourceTypes.PREFIX + "(Model|IntegrationResponse|RouteResponse)")) {
      return type + " is for WebSocket APIs, and is not made";
    }
    String near = Nearest.tight(type, ResourceTypes.names());
    return type + " is not made" + (near == null ? "" : ": did you mean %s?".formatted(near));
  }

  private static @Nullable String functionFile(String name, ConfigurationFiles files) {
    for (var file : files.contents().entrySet()) {
      String path = file.getKey();
      if (path.startsWith(FUNCTIONS) && path.endsWith(".json")) {
        ObjectNode json = JsonTree.parse(file.getValue());
        String named = json == null ? null : JsonTree.text(json, "FunctionName");
        String id = path.substring(FUNCTIONS.length(), path.length() - ".json".length());
        if (name.equals(named == null ? id : named.split(":", 2)[0])) {
          return path;
        }
      }
    }
    return null;
  }
}
