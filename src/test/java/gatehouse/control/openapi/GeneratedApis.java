package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** APIs of all kinds, made at random: the same seed makes the same one. */
final class GeneratedApis {

  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "ANY");
  private static final List<String> SEGMENTS =
      List.of("pets", "{id}", "{other_id}", "a.b", "A-B_c~d", "$default", "v1", "x'y", "ä", "true");
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "no",
          "1.0",
          "~",
          "a: b",
          "# c",
          "- d",
          "${stageVariables.x}",
          "'",
          "\"\\",
          "line\nline",
          "ä\u2028😀",
          "$request.header.a",
          "null",
          "0x1f",
          "{}",
          "&a *b",
          "<<");

  private final Random random;

  GeneratedApis(long seed) {
    this.random = new Random(seed);
  }

  ApiResources next() {
    Map<String, ObjectNode> integrations = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      integrations.put("i" + i, integration());
    }
    Map<String, ObjectNode> authorizers = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      authorizers.put("a" + i, authorizer("name " + i + "/" + text()));
    }
    Map<String, ObjectNode> routes = new LinkedHashMap<>();
    Set<String> identities = new HashSet<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      RouteKey key = key();
      if (identities.add(key.identity())) {
        routes.put("r" + i, route(key, integrations, authorizers));
      }
    }
    return new ApiResources(api(), routes, integrations, authorizers);
  }

  private ObjectNode api() {
    ObjectNode api = json("{'ProtocolType':'HTTP'}");
    api.put("Name", "n" + text());
    api.put("Version", "v" + text());
    if (maybe()) {
      api.put("Description", "d" + text());
    }
    if (maybe()) {
      api.put("DisableExecuteApiEndpoint", maybe());
    }
    if (maybe()) {
      api.putObject("Tags").put("k" + text(), text()).put("team", text());
    }
    if (maybe()) {
      ObjectNode cors = api.putObject("CorsConfiguration");
      if (maybe()) {
        cors.putArray("AllowOrigins").add("https://" + random.nextInt(9)).add(text());
        cors.putArray("AllowMethods").add("GET").add("*");
      }
      if (maybe()) {
        cors.putArray("AllowHeaders").add(text());
        cors.putArray("ExposeHeaders");
        cors.put("AllowCredentials", maybe());
        cors.put("MaxAge", random.nextInt(3) - 1);
      }
    }
    return api;
  }

  private RouteKey key() {
    if (random.nextInt(8) == 0) {
      return RouteKey.DEFAULT;
    }
    while (true) {
      StringBuilder path = new StringBuilder();
      for (int i = random.nextInt(4); i > 0; i--) {
        path.append('/').append(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
      }
      if (path.isEmpty()) {
        path.append('/');
      } else if (random.nextInt(4) == 0) {
        path.append("/{proxy+}");
      }
      try {
        return RouteKey.parse(METHODS.get(random.nextInt(METHODS.size())) + " " + path);
      } catch (IllegalArgumentException e) {
        // Two variables of one name: another one is made.
      }
    }
  }

  private ObjectNode route(
      RouteKey key, Map<String, ObjectNode> integrations, Map<String, ObjectNode> authorizers) {
    ObjectNode route = JsonNodeFactory.instance.objectNode();
    route.put("RouteKey", key.toString());
    if (!integrations.isEmpty() && random.nextInt(6) > 0) {
      route.put("Target", "integrations/" + any(List.copyOf(integrations.keySet())));
    }
    if (!authorizers.isEmpty() && maybe()) {
      String id = any(List.copyOf(authorizers.keySet()));
      boolean isJwt = authorizers.get(id).get("AuthorizerType").asText().equals("JWT");
      route.put("AuthorizerId", id);
      route.put("AuthorizationType", isJwt ? "JWT" : "CUSTOM");
      if (isJwt && maybe()) {
        route.putArray("AuthorizationScopes").add("read").add("write:" + random.nextInt(9));
      }
    } else if (random.nextInt(5) == 0) {
      route.put("AuthorizationType", "AWS_IAM");
    }
    if (maybe()) {
      route.put("OperationName", "op" + random.nextInt(1_000_000));
    }
    return route;
  }

  private ObjectNode integration() {
    ObjectNode integration = JsonNodeFactory.instance.objectNode();
    boolean isHttp = maybe();
    boolean isService = !isHttp && maybe();
    integration.put("IntegrationType", isHttp ? "HTTP_PROXY" : "AWS_PROXY");
    if (isService) {
      integration.put("IntegrationSubtype", "SQS-SendMessage");
      integration.put("CredentialsArn", "arn:aws:iam::123456789012:role/" + random.nextInt(9));
    } else {
      integration.put("IntegrationUri", "https://h.example/{id}?a=" + text());
    }
    if (!isHttp || maybe()) {
      integration.put("PayloadFormatVersion", isHttp || maybe() ? "1.0" : "2.0");
    }
    if (maybe()) {
      integration.put("IntegrationMethod", any(METHODS));
      integration.put("TimeoutInMillis", 50 + random.nextInt(29_000));
      integration.put("Description", "d" + text());
    }
    if (maybe()) {
      integration.put("ConnectionType", "VPC_LINK").put("ConnectionId", "link" + random.nextInt(9));
      integration.putObject("TlsConfig").put("ServerNameToVerify", "h.example");
    } else if (maybe()) {
      integration.put("ConnectionType", "INTERNET");
    }
    if (maybe()) {
      integration
          .putObject("RequestParameters")
          .put("overwrite:header.x", text())
          .put(text(), text());
    }
    if (maybe()) {
      ObjectNode responses = integration.putObject("ResponseParameters");
      responses.putObject("200").put("append:header.x", text());
      responses.putObject("404").put("overwrite:statuscode", "200").put("remove:header.y", "");
    }
    return integration;
  }

  private ObjectNode authorizer(String name) {
    ObjectNode authorizer = JsonNodeFactory.instance.objectNode();
    authorizer.put("Name", name);
    if (maybe()) {
      authorizer.put("AuthorizerType", "JWT");
      authorizer.putArray("IdentitySource").add("$request.header.Authorization");
      ObjectNode configuration = authorizer.putObject("JwtConfiguration");
      configuration.putArray("Audience").add("a").add(text());
      configuration.put("Issuer", "https://id.example/" + random.nextInt(9));
      return authorizer;
    }
    authorizer.put("AuthorizerType", "REQUEST");
    if (maybe()) {
      authorizer
          .putArray("IdentitySource")
          .add("$request.header.a" + (maybe() ? "" : "b,c"))
          .add("$context.identity.sourceIp");
    } else if (maybe()) {
      authorizer.putArray("IdentitySource");
    }
    authorizer.put("AuthorizerUri", "arn:aws:lambda:eu-central-1:123456789012:function:f");
    authorizer.put("AuthorizerPayloadFormatVersion", maybe() ? "1.0" : "2.0");
    if (maybe()) {
      authorizer.put("AuthorizerCredentialsArn", "arn:aws:iam::123456789012:role/r");
      authorizer.put("AuthorizerResultTtlInSeconds", random.nextInt(3_600));
      authorizer.put("EnableSimpleResponses", maybe());
    }
    return authorizer;
  }

  private String text() {
    return any(TEXTS);
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private boolean maybe() {
    return random.nextBoolean();
  }
}
