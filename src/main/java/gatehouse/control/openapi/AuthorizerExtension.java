package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Security schemes with {@code x-amazon-apigateway-authorizer}, both ways. The scheme's name is the
 * authorizer's.
 */
final class AuthorizerExtension {

  static final String NAME = "x-amazon-apigateway-authorizer";

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String USUAL_SOURCE = "$request.header.Authorization";
  private static final String HEADER = "$request.header.";
  private static final String QUERY = "$request.querystring.";
  private static final String JWT = "JWT";
  private static final String REQUEST = "REQUEST";
  private static final String TYPE = "type";
  private static final String SOURCE = "identitySource";
  private static final String TTL = "authorizerResultTtlInSeconds";
  private static final String SIMPLE = "enableSimpleResponses";
  private static final Set<String> OF_REST = Set.of("identityValidationExpression", "providerARNs");

  private AuthorizerExtension() {}

  /**
   * An authorizer; null when there can be none, which is told.
   *
   * @param scheme the security scheme
   * @param in the extension in it
   */
  static @Nullable ObjectNode read(String name, Members scheme, Members in, Notes notes) {
    String said = in.text(TYPE);
    String type = said == null ? REQUEST : said.toUpperCase(Locale.ROOT);
    ObjectNode authorizer = JsonNodeFactory.instance.objectNode();
    authorizer.put("Name", name);
    authorizer.put("AuthorizerType", type);
    String fault =
        switch (type) {
          case JWT -> jwt(authorizer, scheme, in, notes);
          case REQUEST -> request(authorizer, in);
          default -> "Authorizer type '%s' is not supported for HTTP APIs".formatted(said);
        };
    if (fault != null) {
      notes.warn("Unable to create Authorizer '%s': %s".formatted(name, fault));
      return null;
    }
    in.tellTheRestOfExtension(OF_REST);
    return authorizer;
  }

  /** The security scheme for an authorizer. */
  static ObjectNode write(ObjectNode authorizer) {
    ObjectNode scheme = JsonNodeFactory.instance.objectNode();
    ObjectNode extension = JsonNodeFactory.instance.objectNode();
    JsonNode sources = authorizer.path("IdentitySource");
    if (JWT.equals(authorizer.path("AuthorizerType").asText())) {
      scheme.put(TYPE, "oauth2");
      scheme.putObject("flows");
      write(extension, SOURCE, sources);
      ObjectNode configuration = extension.putObject("jwtConfiguration");
      JsonNode from = authorizer.path("JwtConfiguration");
      write(configuration, "audience", from.path("Audience"));
      write(configuration, "issuer", from.path("Issuer"));
      extension.put(TYPE, "jwt");
    } else {
      String first = sources.path(0).asText();
      boolean isQuery = first.startsWith(QUERY);
      scheme.put(TYPE, "apiKey");
      scheme.put(
          "name",
          isQuery
              ? first.substring(QUERY.length())
              : first.startsWith(HEADER) ? first.substring(HEADER.length()) : "Unused");
      scheme.put("in", isQuery ? "query" : "header");
      write(extension, SOURCE, sources);
      write(extension, "authorizerUri", authorizer.path("AuthorizerUri"));
      write(extension, "authorizerCredentials", authorizer.path("AuthorizerCredentialsArn"));
      write(
          extension,
          "authorizerPayloadFormatVersion",
          authorizer.path("AuthorizerPayloadFormatVersion"));
      write(extension, TTL, authorizer.path("AuthorizerResultTtlInSeconds"));
      extension.put(TYPE, "request");
      write(extension, SIMPLE, authorizer.path("EnableSimpleResponses"));
    }
    scheme.set(NAME, extension);
    return scheme;
  }

  private static void write(ObjectNode object, String name, JsonNode value) {
    if (name.equals(SOURCE) && value.isArray() && commas(value)) {
      // A list is read as well, and a comma in a name is no separator there.
      object.set(name, value);
    } else if (name.equals(SOURCE) && value.isArray()) {
      object.put(name, String.join(",", texts(value)));
    } else if (!value.isMissingNode()) {
      object.set(name, value);
    }
  }

  private static boolean commas(JsonNode list) {
    return list.isEmpty() || texts(list).stream().anyMatch(text -> text.contains(","));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static @Nullable String jwt(
      ObjectNode authorizer, Members scheme, Members in, Notes notes) {
    if (!sources(authorizer, in)) {
      authorizer.putArray("IdentitySource").add(USUAL_SOURCE);
      notes.info("%s has no identitySource. Taking %s".formatted(in.place(), USUAL_SOURCE));
    }
    Members configuration = in.object("jwtConfiguration");
    String issuer = configuration == null ? null : configuration.text("issuer");
    List<String> audience =
        configuration == null ? null : configuration.texts("audience", text -> text);
    if (configuration != null) {
      configuration.tellTheRestOfExtension(Set.of());
    }
    String url = scheme.text("openIdConnectUrl");
    if (issuer == null && url != null && url.endsWith(DISCOVERY)) {
      issuer = url.substring(0, url.length() - DISCOVERY.length());
    }
    if (issuer == null) {
      return configuration == null
          ? "JwtConfiguration must not be null for JWT Authorizer"
          : "Invalid issuer: Issuer is not a valid URL for JWT Authorizer";
    }
    if (audience == null || audience.isEmpty()) {
      return "Audience must not be empty for JWT Authorizer";
    }
    ObjectNode to = authorizer.putObject("JwtConfiguration");
    audience.forEach(to.putArray("Audience")::add);
    to.put("Issuer", issuer);
    return null;
  }

  private static @Nullable String request(ObjectNode authorizer, Members in) {
    sources(authorizer, in);
    String uri = in.text("authorizerUri");
    if (uri == null) {
      return "AuthorizerUri is a required field in an Authorizer";
    }
    authorizer.put("AuthorizerUri", uri);
    String credentials = in.text("authorizerCredentials");
    if (credentials != null) {
      authorizer.put("AuthorizerCredentialsArn", credentials);
    }
    String version = in.text("authorizerPayloadFormatVersion");
    if (version == null) {
      return "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer";
    }
    authorizer.put(
        "AuthorizerPayloadFormatVersion",
        version.equals("1") || version.equals("2") ? version + ".0" : version);
    Integer ttl = in.wholeNumber(TTL);
    if (ttl != null) {
      authorizer.put("AuthorizerResultTtlInSeconds", ttl);
    }
    Boolean simple = in.truth(SIMPLE);
    if (simple != null) {
      authorizer.put("EnableSimpleResponses", simple);
    }
    return null;
  }

  /** A text separated by commas, or a list, as SAM writes it; false when there is none. */
  private static boolean sources(ObjectNode authorizer, Members in) {
    List<String> sources = in.texts(SOURCE, text -> text.replaceAll("\\s*,\\s*", "\n").strip());
    if (sources != null) {
      sources.forEach(authorizer.putArray("IdentitySource")::add);
    }
    return sources != null && !sources.isEmpty();
  }
}
