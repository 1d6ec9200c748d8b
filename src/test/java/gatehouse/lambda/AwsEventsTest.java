package gatehouse.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.PayloadFormat;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.RouteMatch;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.WholeBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * AWS's own classes for functions in Java, read and written as Lambda's runtime for Java does it:
 * all that an event tells arrives in them, and what they say is understood.
 */
class AwsEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller TOKEN =
      new Caller.TokenBearer(Map.of("sub", "alice"), List.of("read", "write"));
  private static final Caller AUTHORIZED =
      new Caller.Authorized("me", Map.of("n", 7, "list", List.of("a", true)), Map.of());
  private static final Caller SIGNER =
      new Caller.Signer("AKID", "123456789012", "caller", "user", "arn", "o-1");

  private static byte[] event(PayloadFormat format, Caller caller, String type) throws Exception {
    byte[] body = "{\"name\":\"bär\"}".getBytes(StandardCharsets.UTF_8);
    Headers headers =
        Headers.of(
            "Host", "a1.execute-api.us-east-1.amazonaws.com",
            "Content-Type", type,
            "Cookie", "session=abc; theme=dark",
            "User-Agent", "curl/8",
            "X-Tag", "one",
            "X-Tag", "two");
    RequestPath path = RequestPath.parse("/dev/pets/Summer%20Sale");
    Request request =
        new Request(
            "POST",
            "HTTP/1.1",
            path,
            "a=1&a=2&b=x%20y",
            headers,
            Body.of(body),
            new Request.Connection(
                "https",
                "203.0.113.7",
                "192.0.2.1",
                new ClientCertificate(TestCertificates.parse(TestCertificates.SAMPLE))),
            new Cancellation());
    ApiStage stage = new ApiStage("123456789012", "a1", "dev", Map.of("color", "red"));
    MatchedRoute route =
        new MatchedRoute("POST /pets/{name}", List.of("name"), (name, decoded) -> "Summer Sale");
    Exchange exchange =
        new Exchange(
            "LV7fzho-PHcEJPw=",
            Instant.parse("2020-04-21T15:08:21.067Z"),
            request,
            new RouteMatch(stage, null, path.below("/dev"), route),
            new Outcome());
    exchange.outcome().authorized(caller);
    EventHeaders fields = new EventHeaders(() -> "1-5e9f0c65-1de4d666d4dd26");
    return new IntegrationEvent(format, fields).of(exchange, body);
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, AwsEventsTest.class.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }

  private static <T> T parsed(Class<T> type, byte[] event) {
    return serializer(type).fromJson(new ByteArrayInputStream(event));
  }

  /** What is null in an object, by its path. */
  private static void addNulls(String path, JsonNode node, TreeSet<String> nulls) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isNull()) {
        nulls.add(path + field.getKey());
      }
      addNulls(path + field.getKey() + ".", field.getValue(), nulls);
    }
  }

  private static TreeSet<String> withoutNulls(JsonNode node) {
    TreeSet<String> nulls = new TreeSet<>();
    addNulls("", node, nulls);
    for (String path : nulls) {
      int dot = path.lastIndexOf('.');
      JsonNode parent = dot < 0 ? node : node.at("/" + path.substring(0, dot).replace('.', '/'));
      ((ObjectNode) parent).remove(path.substring(dot + 1));
    }
    return nulls;
  }

  /** All that the event tells is in the object; the fields of the object that it does not tell. */
  private static TreeSet<String> untold(Object parsed, byte[] event, String... unknownToClass)
      throws IOException {
    JsonNode expected = JSON.readTree(event);
    for (String pointer : unknownToClass) {
      int slash = pointer.lastIndexOf('/');
      ObjectNode parent = (ObjectNode) expected.at(pointer.substring(0, slash));
      assertNotNull(parent.remove(pointer.substring(slash + 1)), pointer);
    }
    withoutNulls(expected);
    // By way of text, because numbers of the same value have different types.
    JsonNode actual = JSON.readTree(JSON.writeValueAsBytes(parsed));
    TreeSet<String> untold = withoutNulls(actual);
    assertEquals(expected, actual);
    return untold;
  }

  private static TreeSet<String> untold20(Caller caller, String type) throws Exception {
    byte[] event = event(PayloadFormat.V2, caller, type);
    return untold(
        parsed(APIGatewayV2HTTPEvent.class, event), event, "/requestContext/authentication");
  }

  @Test
  void an_event_of_format_2_arrives_field_by_field() throws Exception {
    String authorizer = "requestContext.authorizer.";
    assertEquals(
        new TreeSet<>(List.of(authorizer + "iam", authorizer + "lambda")),
        untold20(TOKEN, "application/json"));
    assertEquals(
        new TreeSet<>(List.of(authorizer + "iam", authorizer + "jwt")),
        untold20(AUTHORIZED, "application/json"));
    assertEquals(
        new TreeSet<>(
            List.of(authorizer + "iam.cognitoIdentity", authorizer + "jwt", authorizer + "lambda")),
        untold20(SIGNER, "application/json"));
    assertEquals(
        new TreeSet<>(List.of("requestContext.authorizer")),
        untold20(Caller.ANONYMOUS, "application/octet-stream"));
  }

  @Test
  void an_event_of_format_2_says_in_java_what_it_is_to_say() throws Exception {
    APIGatewayV2HTTPEvent event =
        parsed(
            APIGatewayV2HTTPEvent.class,
            event(PayloadFormat.V2, TOKEN, "application/octet-stream"));
    assertEquals("/dev/pets/Summer Sale", event.getRawPath());
    assertEquals(List.of("session=abc", "theme=dark"), event.getCookies());
    assertEquals("one,two", event.getHeaders().get("x-tag"));
    assertEquals(Map.of("a", "1,2", "b", "x y"), event.getQueryStringParameters());
    assertEquals(true, event.getIsBase64Encoded());
    assertEquals(1587481701067L, event.getRequestContext().getTimeEpoch());
    assertEquals(
        "alice", event.getRequestContext().getAuthorizer().getJwt().getClaims().get("sub"));
  }

  private static TreeSet<String> untold10(Caller caller) throws Exception {
    byte[] event = event(PayloadFormat.V1, caller, "application/json");
    TreeSet<String> untold =
        untold(
            parsed(APIGatewayProxyRequestEvent.class, event),
            event,
            "/requestContext/identity/clientCert");
    // Of REST APIs only.
    untold.removeIf(
        name ->
            name.startsWith("requestContext.identity.cognito")
                || name.equals("requestContext.identity.apiKey")
                || name.equals("requestContext.operationName"));
    return untold;
  }

  @Test
  void an_event_of_format_1_arrives_field_by_field() throws Exception {
    assertEquals(new TreeSet<>(List.of("requestContext.authorizer")), untold10(SIGNER));
    String identity = "requestContext.identity.";
    TreeSet<String> unsigned =
        new TreeSet<>(
            List.of(
                identity + "accessKey",
                identity + "accountId",
                identity + "caller",
                identity + "principalOrgId",
                identity + "user",
                identity + "userArn"));
    assertEquals(unsigned, untold10(TOKEN));
    assertEquals(unsigned, untold10(AUTHORIZED));
  }

  private static <T> byte[] written(Class<T> type, T answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serializer(type).toJson(answer, bytes);
    return bytes.toByteArray();
  }

  private static void assertResponse(Response response, List<String> fields, String body)
      throws Exception {
    List<String> actual = new ArrayList<>();
    response.headers().forEach((name, value) -> actual.add(name + "=" + value));
    assertEquals(201, response.status());
    assertEquals(new TreeSet<>(fields), new TreeSet<>(actual));
    assertEquals(fields.size(), actual.size());
    assertEquals(body, new String(WholeBody.of(response.body()).bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void an_answer_of_format_2_is_understood() throws Exception {
    APIGatewayV2HTTPResponse answer =
        APIGatewayV2HTTPResponse.builder()
            .withStatusCode(201)
            .withHeaders(Map.of("X-A", "a,b"))
            .withCookies(List.of("c=1", "d=2"))
            .withBody("aMOkdA==")
            .withIsBase64Encoded(true)
            .build();
    assertResponse(
        FunctionResponse.of(
            PayloadFormat.V2, written(APIGatewayV2HTTPResponse.class, answer), "GET"),
        List.of(
            "Content-Type=text/plain; charset=utf-8",
            "Set-Cookie=c=1",
            "Set-Cookie=d=2",
            "X-A=a,b"),
        "hät");
  }

  @Test
  void an_answer_of_format_1_is_understood() throws Exception {
    APIGatewayProxyResponseEvent answer =
        new APIGatewayProxyResponseEvent()
            .withStatusCode(201)
            .withHeaders(Map.of("Content-Type", "text/html"))
            .withMultiValueHeaders(Map.of("Set-Cookie", List.of("c=1", "d=2")))
            .withBody("hät");
    assertResponse(
        FunctionResponse.of(
            PayloadFormat.V1, written(APIGatewayProxyResponseEvent.class, answer), "GET"),
        List.of("Content-Type=text/html", "Set-Cookie=c=1", "Set-Cookie=d=2"),
        "hät");
  }

  @Test
  void an_answer_that_says_nothing_but_its_status_is_understood() throws Exception {
    assertResponse(
        FunctionResponse.of(
            PayloadFormat.V1,
            written(
                APIGatewayProxyResponseEvent.class,
                new APIGatewayProxyResponseEvent().withStatusCode(201)),
            "GET"),
        List.of("Content-Type=text/plain; charset=utf-8"),
        "");
  }
}
