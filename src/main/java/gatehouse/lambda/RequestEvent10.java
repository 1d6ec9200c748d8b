package gatehouse.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import gatehouse.http.ApiStage;
import gatehouse.http.Caller;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The request's part of events in format 1.0. What is empty is null.
 *
 * <p>AWS: "AWS Lambda proxy integrations for HTTP APIs".
 */
public final class RequestEvent10 implements RequestEvent {

  @Override
  public void write(JsonGenerator out, Exchange exchange, Headers headers) throws IOException {
    Request request = exchange.request();
    out.writeStringField("resource", RequestFacts.routePath(exchange));
    out.writeStringField("path", writtenPath(exchange.match()));
    out.writeStringField("httpMethod", request.method());
    Map<String, List<String>> fields = byName(headers);
    lastOfEach(out, "headers", fields);
    all(out, "multiValueHeaders", fields);
    Map<String, List<String>> query = EventQuery.of(request.query());
    lastOfEach(out, "queryStringParameters", query);
    all(out, "multiValueQueryStringParameters", query);
    context(out, exchange);
    textsOrNull(out, "pathParameters", RequestFacts.pathParameters(exchange));
    textsOrNull(out, "stageVariables", exchange.match().stage().variables());
  }

  /** As the client wrote it, with the key of the API mapping; else with the stage's name. */
  private static String writtenPath(RouteMatch match) {
    String key = match.basePath();
    String prefix = key == null ? match.stage().pathPrefix() : key.isEmpty() ? "" : '/' + key;
    RequestPath path = match.path();
    return path.isImplied() && !prefix.isEmpty() ? prefix : prefix + path.raw();
  }

  private void context(JsonGenerator out, Exchange exchange) throws IOException {
    ApiStage stage = exchange.match().stage();
    out.writeObjectFieldStart("requestContext");
    out.writeStringField("accountId", stage.accountId());
    out.writeStringField("apiId", stage.apiId());
    authorizer(out, exchange.caller());
    out.writeStringField("domainName", RequestFacts.domainName(exchange));
    out.writeStringField("domainPrefix", RequestFacts.domainPrefix(exchange));
    out.writeStringField("extendedRequestId", exchange.requestId());
    out.writeStringField("httpMethod", exchange.request().method());
    identity(out, exchange);
    out.writeStringField("path", RequestFacts.path(exchange));
    out.writeStringField("protocol", RequestFacts.protocol(exchange));
    out.writeStringField("requestId", exchange.requestId());
    out.writeStringField("requestTime", RequestFacts.time(exchange));
    out.writeNumberField("requestTimeEpoch", exchange.received().toEpochMilli());
    out.writeStringField("resourceId", RequestFacts.routeKey(exchange));
    out.writeStringField("resourcePath", RequestFacts.routePath(exchange));
    out.writeStringField("stage", stage.stageName());
    out.writeEndObject();
  }

  private static void authorizer(JsonGenerator out, Caller caller) throws IOException {
    if (caller instanceof Caller.TokenBearer bearer) {
      out.writeObjectFieldStart("authorizer");
      JsonOutput.texts(out, "claims", bearer.claims());
      JsonOutput.texts(out, "scopes", bearer.scopes());
      out.writeEndObject();
    } else if (caller instanceof Caller.Authorized authorized) {
      out.writeObjectFieldStart("authorizer");
      if (authorized.principalId() != null && !authorized.context().containsKey("principalId")) {
        out.writeStringField("principalId", authorized.principalId());
      }
      for (Map.Entry<String, Object> entry : authorized.context().entrySet()) {
        out.writeFieldName(entry.getKey());
        JsonOutput.value(out, entry.getValue());
      }
      out.writeEndObject();
    } else {
      // AWS's documentation shows an object of nulls here; null was recorded.
      out.writeNullField("authorizer");
    }
  }

  private void identity(JsonGenerator out, Exchange exchange) throws IOException {
    Caller.@Nullable Signer signer =
        exchange.caller() instanceof Caller.Signer known ? known : null;
    out.writeObjectFieldStart("identity");
    out.writeStringField("accessKey", signer == null ? null : signer.accessKey());
    out.writeStringField("accountId", signer == null ? null : signer.accountId());
    out.writeStringField("caller", signer == null ? null : signer.callerId());
    out.writeNullField("cognitoAuthenticationProvider");
    out.writeNullField("cognitoAuthenticationType");
    out.writeNullField("cognitoIdentityId");
    out.writeNullField("cognitoIdentityPoolId");
    out.writeStringField("principalOrgId", signer == null ? null : signer.principalOrgId());
    out.writeStringField("sourceIp", exchange.source().address());
    out.writeStringField("user", signer == null ? null : signer.userId());
    out.writeStringField("userAgent", RequestFacts.userAgent(exchange));
    out.writeStringField("userArn", signer == null ? null : signer.userArn());
    ClientCertificate certificate = exchange.request().connection().clientCertificate();
    if (certificate != null) {
      RequestFacts.certificate(out, certificate);
    }
    out.writeEndObject();
  }

  private static Map<String, List<String>> byName(Headers fields) {
    Map<String, List<String>> values = new TreeMap<>();
    fields.forEach(
        (name, value) ->
            values.computeIfAbsent(canonical(name), n -> new ArrayList<>(1)).add(value));
    return values;
  }

  /** As Go's {@code CanonicalMIMEHeaderKey} writes names: {@code X-Amzn-Trace-Id}. */
  static String canonical(String name) {
    StringBuilder result = new StringBuilder(name.toLowerCase(Locale.ROOT));
    boolean first = true;
    for (int i = 0; i < result.length(); i++) {
      char c = result.charAt(i);
      if (first && c >= 'a' && c <= 'z') {
        result.setCharAt(i, (char) (c - 'a' + 'A'));
      }
      first = c == '-';
    }
    return result.toString();
  }

  private static void lastOfEach(JsonGenerator out, String name, Map<String, List<String>> values)
      throws IOException {
    Map<String, String> last = new TreeMap<>();
    values.forEach((key, all) -> last.put(key, all.get(all.size() - 1)));
    textsOrNull(out, name, last);
  }

  private static void all(JsonGenerator out, String name, Map<String, List<String>> values)
      throws IOException {
    if (values.isEmpty()) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      JsonOutput.texts(out, entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }

  private static void textsOrNull(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    if (texts.isEmpty()) {
      out.writeNullField(name);
    } else {
      JsonOutput.texts(out, name, texts);
    }
  }
}
