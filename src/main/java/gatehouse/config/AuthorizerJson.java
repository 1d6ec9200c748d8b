package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.Authorizer.JwtAuthorizer;
import gatehouse.config.Authorizer.RequestAuthorizer;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an authorizer. AWS: {@code Authorizer} of the ApiGatewayV2 API. */
final class AuthorizerJson {

  private static final String JWT = "JWT";
  private static final String REQUEST = "REQUEST";
  private static final String SOURCES = "IdentitySource";
  private static final String JWT_CONFIGURATION = "JwtConfiguration";
  private static final String URI_PROPERTY = "AuthorizerUri";
  private static final String VERSION = "AuthorizerPayloadFormatVersion";
  private static final String SIMPLE = "EnableSimpleResponses";
  private static final String TTL = "AuthorizerResultTtlInSeconds";
  private static final String CREDENTIALS = "AuthorizerCredentialsArn";
  private static final int LONGEST_TTL = 3_600;

  /** Which routes have use for each type. */
  private static final Map<String, AuthorizationType> USES =
      Map.of(JWT, AuthorizationType.JWT, REQUEST, AuthorizationType.CUSTOM);

  private static final PropertiesJson CONFIGURATION =
      PropertiesJson.of("a JWT configuration").read("Issuer", "Audience");

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("an authorizer")
          .read("Name", "AuthorizerType", SOURCES, JWT_CONFIGURATION, URI_PROPERTY, VERSION)
          .read(SIMPLE, TTL, CREDENTIALS)
          .id("AuthorizerId")
          .ignored("ApiId")
          .refused(
              "IdentityValidationExpression",
              "is for WebSocket APIs, not for HTTP APIs: remove it");

  private AuthorizerJson() {}

  /** An authorizer; null when it could not decide anything. */
  static @Nullable Authorizer read(ObjectJson in) {
    PROPERTIES.check(in);
    in.require("Name", "\"my-authorizer\"");
    in.require("AuthorizerType", "\"JWT\"");
    String name = in.text("Name");
    String type = in.text("AuthorizerType", AuthorizerJson::type);
    if (type == null) {
      return null;
    }
    return type.equals(JWT)
        ? jwt(in, name == null ? in.id() : name)
        : request(in, name == null ? in.id() : name);
  }

  /** The type of an authorizer, as AWS writes it. */
  static String type(Authorizer authorizer) {
    return authorizer instanceof JwtAuthorizer ? JWT : REQUEST;
  }

  private static @Nullable Authorizer jwt(ObjectJson in, String name) {
    for (String property : List.of(URI_PROPERTY, VERSION, SIMPLE, TTL, CREDENTIALS)) {
      refuse(in, property, JWT);
    }
    in.require(SOURCES, "[\"$request.header.Authorization\"]");
    in.require(JWT_CONFIGURATION, "{\"Issuer\": \"https://host\", \"Audience\": [\"id\"]}");
    List<Expression> sources = in.texts(SOURCES, AuthorizerJson::sourceOfToken);
    if (sources != null && in.node().get(SOURCES).size() != 1) {
      in.problem(SOURCES, "must be one header or query parameter: keep one of them");
    }
    ObjectJson configuration = in.object(JWT_CONFIGURATION);
    if (configuration == null) {
      return null;
    }
    CONFIGURATION.check(configuration);
    configuration.require("Issuer", "\"https://host\"");
    configuration.require("Audience", "[\"id\"]");
    String issuer = configuration.text("Issuer", AuthorizerJson::issuer);
    List<String> audience = configuration.texts("Audience", AuthorizerJson::someText);
    if (configuration.node().path("Audience").isArray()
        && configuration.node().get("Audience").isEmpty()) {
      configuration.problem("Audience", "is empty: add what tokens have as `aud` or `client_id`");
    }
    return sources == null
            || sources.isEmpty()
            || issuer == null
            || audience == null
            || audience.isEmpty()
        ? null
        : new JwtAuthorizer(in.id(), name, sources.get(0), issuer, audience);
  }

  private static @Nullable Authorizer request(ObjectJson in, String name) {
    refuse(in, JWT_CONFIGURATION, REQUEST);
    in.require(URI_PROPERTY, "\"arn:aws:lambda:us-east-1:123456789012:function:NAME\"");
    in.require(VERSION, "\"2.0\"");
    List<Expression> sources =
        in.texts(SOURCES, text -> Expression.parse(text, ExpressionKind.IDENTITY_SOURCE));
    FunctionUri uri = in.text(URI_PROPERTY, FunctionUri::parse);
    String version = in.text(VERSION, AuthorizerJson::version);
    Boolean simple = in.bool(SIMPLE);
    Integer ttl =
        in.wholeNumber(TTL, 0, LONGEST_TTL, "seconds for which results are kept, 0 for not at all");
    String credentials = in.text(CREDENTIALS, AuthorizerJson::arn);
    if (Boolean.TRUE.equals(simple) && "1.0".equals(version)) {
      in.problem(
          SIMPLE,
          "is true, but %s is `1.0`, which has policies only: write `2.0` there"
              .formatted(quoted(VERSION)));
    }
    if (ttl != null && ttl > 0 && (sources == null || sources.isEmpty())) {
      in.problem(
          TTL,
          "is %d, but without %s there is nothing to keep results by: add some, or write 0"
              .formatted(ttl, quoted(SOURCES)));
    }
    return uri == null || version == null
        ? null
        : new RequestAuthorizer(
            in.id(),
            name,
            sources == null ? List.of() : sources,
            uri,
            version,
            Boolean.TRUE.equals(simple),
            ttl == null ? 0 : ttl,
            credentials);
  }

  private static void refuse(ObjectJson in, String property, String type) {
    if (in.node().has(property)) {
      in.problem(property, "is not for authorizers of type %s: remove it".formatted(quoted(type)));
    }
  }

  private static String type(String text) {
    AuthorizationType use = USES.get(text);
    if (use == null) {
      throw new IllegalArgumentException(
          "is %s, which is no type: write `JWT` or `REQUEST`".formatted(quoted(text)));
    }
    if (!use.isSupported()) {
      throw new IllegalArgumentException(
          "is %s, which is known to AWS but not supported by this version of Gatehouse: remove the file"
              .formatted(quoted(text)));
    }
    return text;
  }

  private static Expression sourceOfToken(String text) {
    if (!text.startsWith("$request.header.") && !text.startsWith("$request.querystring.")) {
      throw new IllegalArgumentException(
          "is %s: write `$request.header.NAME` or `$request.querystring.NAME`"
              .formatted(quoted(text)));
    }
    return Expression.parse(text, ExpressionKind.IDENTITY_SOURCE);
  }

  private static String issuer(String text) {
    String remedy = ": write a URL such as `https://host/path`, exactly as tokens have it as `iss`";
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!isWeb
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "is %s, which is no issuer".formatted(quoted(text)) + remedy);
      }
      return text;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is %s, which is no URL".formatted(quoted(text)) + remedy, e);
    }
  }

  private static String someText(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty: remove it");
    }
    return text;
  }

  private static String arn(String text) {
    if (!text.startsWith("arn:") && !text.startsWith("${stageVariables.")) {
      throw new IllegalArgumentException(
          "is %s: write an ARN, which begins with `arn:`".formatted(quoted(text)));
    }
    return text;
  }

  private static String version(String text) {
    if (!text.equals("1.0") && !text.equals("2.0")) {
      throw new IllegalArgumentException("is %s: write `1.0` or `2.0`".formatted(quoted(text)));
    }
    return text;
  }
}
