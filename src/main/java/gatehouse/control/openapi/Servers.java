package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a document's servers say. AWS: "Set the OpenAPI basePath property"; {@code
 * x-amazon-apigateway-endpoint-configuration}.
 *
 * @param base the base path: empty, or it starts with a slash and does not end with one
 * @param disableExecuteApiEndpoint null when they do not say
 */
record Servers(String base, @Nullable Boolean disableExecuteApiEndpoint) {

  static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
  static final String DISABLED = "disableExecuteApiEndpoint";

  private static final String VARIABLE = "basePath";
  private static final Pattern BRACED = Pattern.compile("\\{([^{}]*)}");
  private static final Set<String> DOCUMENTATION = Set.of("description", "variables", "name");

  /** Reads the servers of a document. */
  static Servers of(Members document, Notes notes) {
    JsonNode servers = document.get("servers");
    Boolean disabled = null;
    String first = null;
    String variable = null;
    if (servers != null && !servers.isArray()) {
      document.wrongType("servers", "array");
    }
    for (int i = 0; servers != null && servers.isArray() && i < servers.size(); i++) {
      if (servers.get(i) instanceof ObjectNode node) {
        Members server = new Members(node, "servers[" + i + "]", notes);
        String url = server.text("url");
        Members endpoint = server.object(ENDPOINT);
        if (endpoint != null) {
          Boolean said = endpoint.truth(DISABLED);
          disabled = said == null ? disabled : said;
          endpoint.tellTheRestOfExtension(Set.of("vpcEndpointIds", "ipAddressType"));
        }
        JsonNode value = node.path("variables").path(VARIABLE).path("default");
        variable =
            variable == null && value.isValueNode() && !value.isNull() ? value.asText() : variable;
        first = i == 0 ? path(url, node.path("variables")) : first;
        server.tellTheRest(DOCUMENTATION);
      }
    }
    return new Servers(slashed(variable == null ? first : variable), disabled);
  }

  /** The path of a URL, which may be one of its own, with the defaults of its variables. */
  private static @Nullable String path(@Nullable String url, JsonNode variables) {
    if (url == null) {
      return null;
    }
    String whole =
        BRACED
            .matcher(url)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        variables.path(match.group(1)).path("default").asText()));
    int authority = whole.indexOf("//");
    int start = authority < 0 ? 0 : whole.indexOf('/', authority + 2);
    return start < 0 ? null : whole.substring(start).split("[?#]", 2)[0];
  }

  private static String slashed(@Nullable String path) {
    String bare = path == null ? "" : path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }
}
