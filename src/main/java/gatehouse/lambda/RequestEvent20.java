package gatehouse.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import gatehouse.http.ApiStage;
import gatehouse.http.Caller;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The request's part of events in format 2.0. What is empty is left out.
 *
 * <p>AWS: "AWS Lambda proxy integrations for HTTP APIs".
 */
public final class RequestEvent20 implements RequestEvent {

  private static final String COOKIE = "cookie";

  @Override
  public void write(JsonGenerator out, Exchange exchange, Headers fields) throws IOException {
    Request request = exchange.request();
    out.writeStringField("routeKey", RequestFacts.routeKey(exchange));
    out.writeStringField("rawPath", RequestFacts.path(exchange));
    out.writeStringField("rawQueryString", Objects.requireNonNullElse(request.query(), ""));
    List<String> cookies = cookies(fields);
    if (!cookies.isEmpty()) {
      JsonOutput.texts(out, "cookies", cookies);
    }
    JsonOutput.texts(out, "headers", joined(fields));
    textsIfAny(out, "queryStringParameters", joined(EventQuery.of(request.query())));
    context(out, exchange);
    textsIfAny(out, "pathParameters", RequestFacts.pathParameters(exchange));
    textsIfAny(out, "stageVariables", exchange.match().stage().variables());
  }

  private void context(JsonGenerator out, Exchange exchange) throws IOException {
    ApiStage stage = exchange.match().stage();
    Request request = exchange.request();
    out.writeObjectFieldStart("requestContext");
    out.writeStringField("accountId", stage.accountId());
    out.writeStringField("apiId", stage.apiId());
    ClientCertificate certificate = request.connection().clientCertificate();
    if (certificate != null) {
      out.writeObjectFieldStart("authentication");
      RequestFacts.certificate(out, certificate);
      out.writeEndObject();
    }
    authorizer(out, exchange.caller());
    out.writeStringField("domainName", RequestFacts.domainName(exchange));
    out.writeStringField("domainPrefix", RequestFacts.domainPrefix(exchange));
    out.writeObjectFieldStart("http");
    out.writeStringField("method", request.method());
    out.writeStringField("path", RequestFacts.path(exchange));
    out.writeStringField("protocol", RequestFacts.protocol(exchange));
    out.writeStringField("sourceIp", exchange.source().address());
    out.writeStringField("userAgent", RequestFacts.userAgent(exchange));
    out.writeEndObject();
    out.writeStringField("requestId", exchange.requestId());
    out.writeStringField("routeKey", RequestFacts.routeKey(exchange));
    out.writeStringField("stage", stage.stageName());
    out.writeStringField("time", RequestFacts.time(exchange));
    out.writeNumberField("timeEpoch", exchange.received().toEpochMilli());
    out.writeEndObject();
  }

  private static void authorizer(JsonGenerator out, Caller caller) throws IOException {
    if (caller instanceof Caller.TokenBearer bearer) {
      out.writeObjectFieldStart("authorizer");
      out.writeObjectFieldStart("jwt");
      JsonOutput.texts(out, "claims", bearer.claims());
      JsonOutput.texts(out, "scopes", bearer.scopes());
      out.writeEndObject();
      out.writeEndObject();
    } else if (caller instanceof Caller.Authorized authorized) {
      out.writeObjectFieldStart("authorizer");
      out.writeFieldName("lambda");
      JsonOutput.value(out, authorized.context());
      out.writeEndObject();
    } else if (caller instanceof Caller.Signer signer) {
      out.writeObjectFieldStart("authorizer");
      out.writeObjectFieldStart("iam");
      out.writeStringField("accessKey", signer.accessKey());
      out.writeStringField("accountId", signer.accountId());
      out.writeStringField("callerId", signer.callerId());
      out.writeNullField("cognitoIdentity");
      out.writeStringField("principalOrgId", signer.principalOrgId());
      out.writeStringField("userArn", signer.userArn());
      out.writeStringField("userId", signer.userId());
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  /** The pairs of all {@code Cookie} fields, one by one. */
  private static List<String> cookies(Headers fields) {
    List<String> cookies = new ArrayList<>();
    for (String field : fields.all(COOKIE)) {
      for (String cookie : field.split(";", -1)) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return cookies;
  }

  /** In lower case, several values with commas and no spaces between them. */
  private static Map<String, String> joined(Headers fields) {
    Map<String, String> joined = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase(COOKIE)) {
            joined.merge(name.toLowerCase(Locale.ROOT), value, (all, next) -> all + "," + next);
          }
        });
    return joined;
  }

  private static Map<String, String> joined(Map<String, List<String>> values) {
    Map<String, String> joined = new TreeMap<>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  private static void textsIfAny(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      JsonOutput.texts(out, name, texts);
    }
  }
}
