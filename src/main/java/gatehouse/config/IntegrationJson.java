package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an integration. AWS: {@code Integration} of the ApiGatewayV2 API. */
final class IntegrationJson {

  static final int USUAL_TIMEOUT_MILLIS = 30_000;

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("an integration")
          .read(
              "IntegrationType",
              "IntegrationSubtype",
              "IntegrationUri",
              "IntegrationMethod",
              "TimeoutInMillis",
              "RequestParameters",
              "ResponseParameters",
              "PayloadFormatVersion",
              "CredentialsArn")
          .read("ConnectionType", "ConnectionId", "TlsConfig")
          .id("IntegrationId")
          .only("PassthroughBehavior", "WHEN_NO_MATCH")
          .ignored("ApiGatewayManaged", "ApiId", "Description")
          .unsupported(
              "ContentHandlingStrategy",
              "IntegrationResponseSelectionExpression",
              "RequestTemplates",
              "TemplateSelectionExpression");

  private static final List<String> TYPES_OF_AWS = List.of("AWS", "HTTP", "MOCK");

  private IntegrationJson() {}

  /** An integration; null when nobody could be called. */
  static @Nullable Integration read(
      ObjectJson in, int longestTimeoutMillis, ReferencesJson connections) {
    PROPERTIES.check(in);
    in.require("IntegrationType", "\"HTTP_PROXY\"");
    IntegrationType type = in.text("IntegrationType", IntegrationJson::type);
    boolean isAws = type == IntegrationType.AWS_PROXY;
    boolean isPrivate = PrivateLinkJson.isPrivate(in);
    if (isAws && isPrivate) {
      in.problem(
          "ConnectionType",
          "is `VPC_LINK`, but functions and services are asked directly: remove it");
      return null;
    }
    boolean isService = isAws && ServiceCallJson.isOne(in);
    ServiceCall service = isService ? ServiceCallJson.read(in) : null;
    FunctionCall function = isAws && !isService ? FunctionCallJson.read(in) : null;
    if (!isAws) {
      FunctionCallJson.refuseIn(in);
      ServiceCallJson.refuseIn(in);
    }
    if (!isPrivate) {
      PrivateLinkJson.refuseIn(in);
    }
    if (!isPrivate && !isAws) {
      in.require("IntegrationUri", "\"https://host/path\"");
    }
    PrivateLink link = isPrivate ? PrivateLinkJson.read(in, connections) : null;
    UriTemplate uri = isPrivate || isAws ? null : in.text("IntegrationUri", UriTemplate::parse);
    String method = in.text("IntegrationMethod", IntegrationJson::method);
    Integer timeoutMillis =
        in.wholeNumber(
            "TimeoutInMillis",
            Integration.SHORTEST_TIMEOUT_MILLIS,
            longestTimeoutMillis,
            "milliseconds, the setting `gatehouse.maxIntegrationTimeoutMillis` raises the most");
    ParameterMappings mappings =
        isService ? ParameterMappingsJson.ofResponses(in) : ParameterMappingsJson.read(in);
    return uri == null && link == null && function == null && service == null
        ? null
        : new Integration(
            in.id(),
            type == null ? IntegrationType.HTTP_PROXY : type,
            uri,
            RouteMethod.ANY.name().equals(method) ? null : method,
            timeoutMillis == null
                ? Math.min(USUAL_TIMEOUT_MILLIS, longestTimeoutMillis)
                : timeoutMillis,
            mappings,
            link,
            function,
            service);
  }

  private static IntegrationType type(String text) {
    for (IntegrationType type : IntegrationType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        TYPES_OF_AWS.contains(text)
            ? "is %s, which is known to AWS but not supported by this version of Gatehouse: write `HTTP_PROXY` or `AWS_PROXY`"
                .formatted(quoted(text))
            : "is %s, which is no type: write `HTTP_PROXY` or `AWS_PROXY`".formatted(quoted(text)));
  }

  private static String method(String text) {
    List<String> methods = Arrays.stream(RouteMethod.values()).map(RouteMethod::name).toList();
    if (methods.contains(text)) {
      return text;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    throw new IllegalArgumentException(
        methods.contains(upper)
            ? "is %s: write it in upper case, %s".formatted(quoted(text), quoted(upper))
            : "is %s, which is no method: write one of %s"
                .formatted(quoted(text), String.join(", ", methods)));
  }
}
