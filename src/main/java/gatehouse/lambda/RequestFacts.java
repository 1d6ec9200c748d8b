package gatehouse.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import gatehouse.expression.ContextVariable;
import gatehouse.expression.ContextVariables;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Exchange;
import gatehouse.http.MatchedRoute;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What both formats of events tell alike. */
final class RequestFacts {

  private static final ContextVariable DOMAIN = variable("domainName");
  private static final ContextVariable PREFIX = variable("domainPrefix");
  private static final ContextVariable PATH = variable("path");
  private static final ContextVariable PROTOCOL = variable("protocol");
  private static final ContextVariable TIME = variable("requestTime");

  private RequestFacts() {}

  private static ContextVariable variable(String name) {
    return Objects.requireNonNull(ContextVariables.find(name));
  }

  static String domainName(Exchange exchange) {
    return text(DOMAIN, exchange);
  }

  static String domainPrefix(Exchange exchange) {
    return text(PREFIX, exchange);
  }

  /** Decoded, with the stage's name in front of it. */
  static String path(Exchange exchange) {
    return text(PATH, exchange);
  }

  static String protocol(Exchange exchange) {
    return text(PROTOCOL, exchange);
  }

  static String time(Exchange exchange) {
    return text(TIME, exchange);
  }

  /** Empty when the client has told none. */
  static String userAgent(Exchange exchange) {
    return Objects.requireNonNullElse(exchange.request().headers().first("User-Agent"), "");
  }

  static String routeKey(Exchange exchange) {
    return Objects.requireNonNullElse(exchange.routeKey(), "");
  }

  /** The route's path, without its method: {@code /pets/{id}}, or {@code $default}. */
  static String routePath(Exchange exchange) {
    String key = routeKey(exchange);
    return key.substring(key.indexOf(' ') + 1);
  }

  /** By name, decoded. */
  static Map<String, String> pathParameters(Exchange exchange) {
    Map<String, String> values = new LinkedHashMap<>();
    MatchedRoute route = exchange.match().route();
    if (route != null) {
      for (String name : route.variableNames()) {
        String value = exchange.match().pathVariable(name);
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  static void certificate(JsonGenerator out, ClientCertificate certificate) throws IOException {
    out.writeObjectFieldStart("clientCert");
    out.writeStringField("clientCertPem", certificate.pem());
    out.writeStringField("subjectDN", certificate.subjectDn());
    out.writeStringField("issuerDN", certificate.issuerDn());
    out.writeStringField("serialNumber", certificate.serialNumber());
    out.writeObjectFieldStart("validity");
    out.writeStringField("notBefore", certificate.notBefore());
    out.writeStringField("notAfter", certificate.notAfter());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static String text(ContextVariable variable, Exchange exchange) {
    return Objects.requireNonNullElse(variable.of(exchange), "");
  }
}
