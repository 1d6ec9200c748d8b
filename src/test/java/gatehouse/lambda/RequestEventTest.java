package gatehouse.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import gatehouse.aws.CallFault;
import gatehouse.config.PayloadFormat;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import gatehouse.http.TrustedProxies;
import gatehouse.testkit.Exchanges;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cases cannot say: who calls, and from behind which proxies. */
class RequestEventTest {

  private static final EventHeaders HEADERS =
      new EventHeaders(() -> "1-00000000-000000000000000000000000");
  private static final TrustedProxies PROXIES = TrustedProxies.parse("10.0.0.0/8");

  @Test
  void an_event_that_grows_too_large_costs_no_more_than_one_that_does_not() {
    byte[] body = new byte[FunctionLimits.LARGEST_EVENT];
    Arrays.fill(body, (byte) 1);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String type : new String[] {"text/plain", "image/png"}) {
      Exchange exchange =
          Exchanges.of(
              Exchanges.request(
                  "POST", "/", null, Headers.of("Content-Type", type), Body.of(body)));
      IntegrationEvent event = new IntegrationEvent(PayloadFormat.V2, HEADERS);
      long before = thread.getCurrentThreadAllocatedBytes();
      FunctionFailure failure = assertThrows(FunctionFailure.class, () -> event.of(exchange, body));
      long taken = thread.getCurrentThreadAllocatedBytes() - before;
      assertEquals(CallFault.REQUEST_TOO_LARGE, failure.fault());
      assertTrue(taken < 40 << 20, () -> type + " took " + taken);
    }
  }

  private static JsonNode event(PayloadFormat format, Caller caller, String peer, Headers headers)
      throws FunctionFailure {
    RequestPath path = RequestPath.parse("/");
    Request request =
        new Request(
            "GET",
            "HTTP/2.0",
            path,
            null,
            headers,
            Body.EMPTY,
            new Request.Connection("https", peer, "192.0.2.1"),
            new Cancellation());
    ApiStage stage = new ApiStage("123456789012", "a1", "$default", Map.of());
    Exchange exchange =
        new Exchange(
            "LV7fzho-PHcEJPw=",
            Instant.parse("2020-04-21T15:08:21.067Z"),
            request,
            PROXIES.sourceOf(request),
            new RouteMatch(stage, null, path, null),
            new Outcome());
    exchange.outcome().authorized(caller);
    return JsonInput.read(new IntegrationEvent(format, HEADERS).of(exchange, new byte[0]));
  }

  private static JsonNode context(PayloadFormat format, Caller caller) throws FunctionFailure {
    return event(format, caller, "1.2.3.4", Headers.EMPTY).get("requestContext");
  }

  @Test
  void the_event_recorded_from_aws_comes_out() throws Exception {
    Headers headers =
        Headers.of(
            "Accept", "*/*",
            "Host", "aaaaaaaaaa.execute-api.us-west-2.amazonaws.com",
            "User-Agent", "curl/7.58.0",
            "X-Amzn-Trace-Id", "Root=1-5e9f0c65-1de4d666d4dd26aced652b6c");
    JsonNode event = event(PayloadFormat.V2, Caller.ANONYMOUS, "1.2.3.4", headers);
    JsonNode context = event.get("requestContext");
    assertEquals("443", event.at("/headers/x-forwarded-port").textValue());
    assertEquals("https", event.at("/headers/x-forwarded-proto").textValue());
    assertEquals("0", event.at("/headers/content-length").textValue());
    assertEquals("aaaaaaaaaa", context.get("domainPrefix").textValue());
    assertEquals("HTTP/1.1", context.at("/http/protocol").textValue());
    assertEquals("1.2.3.4", context.at("/http/sourceIp").textValue());
    assertEquals("21/Apr/2020:15:08:21 +0000", context.get("time").textValue());
    assertEquals(1587481701067L, context.get("timeEpoch").longValue());
    assertFalse(context.has("authorizer"));
    assertFalse(event.has("body"));
  }

  @Test
  void claims_and_scopes_are_told_in_both_formats() throws Exception {
    Caller bearer = new Caller.TokenBearer(Map.of("sub", "x"), null);
    String part = "{\"claims\":{\"sub\":\"x\"},\"scopes\":null}";
    assertEquals(
        "{\"jwt\":" + part + "}", context(PayloadFormat.V2, bearer).get("authorizer").toString());
    assertEquals(part, context(PayloadFormat.V1, bearer).get("authorizer").toString());
    Caller scoped = new Caller.TokenBearer(Map.of(), List.of("a", "b"));
    assertEquals(
        "[\"a\",\"b\"]", context(PayloadFormat.V2, scoped).at("/authorizer/jwt/scopes").toString());
  }

  @Test
  void the_context_of_an_authorizer_keeps_its_types() throws Exception {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("n", 1);
    told.put("list", List.of("a", true));
    Caller caller = new Caller.Authorized("me", told, Map.of());
    assertEquals(
        "{\"lambda\":{\"n\":1,\"list\":[\"a\",true]}}",
        context(PayloadFormat.V2, caller).get("authorizer").toString());
    assertEquals(
        "{\"principalId\":\"me\",\"n\":1,\"list\":[\"a\",true]}",
        context(PayloadFormat.V1, caller).get("authorizer").toString());
  }

  @Test
  void who_has_signed_is_told() throws Exception {
    Caller signer = new Caller.Signer("AKID", "123456789012", "caller", "user", "arn", null);
    assertEquals(
        "{\"iam\":{\"accessKey\":\"AKID\",\"accountId\":\"123456789012\",\"callerId\":\"caller\","
            + "\"cognitoIdentity\":null,\"principalOrgId\":null,\"userArn\":\"arn\",\"userId\":\"user\"}}",
        context(PayloadFormat.V2, signer).get("authorizer").toString());
    JsonNode identity = context(PayloadFormat.V1, signer).get("identity");
    assertEquals("AKID", identity.get("accessKey").textValue());
    assertEquals("caller", identity.get("caller").textValue());
    assertEquals("user", identity.get("user").textValue());
    assertEquals("arn", identity.get("userArn").textValue());
  }

  private static String source(String peer, String... forwardedFor) throws FunctionFailure {
    Headers.Builder headers = new Headers.Builder(2);
    for (String value : forwardedFor) {
      headers.add("X-Forwarded-For", value);
    }
    JsonNode event = event(PayloadFormat.V2, Caller.ANONYMOUS, peer, headers.build());
    return event.at("/requestContext/http/sourceIp").textValue()
        + " of "
        + event.at("/headers/x-forwarded-for").textValue();
  }

  @Test
  void the_source_is_the_last_address_that_is_no_trusted_proxys() throws Exception {
    assertEquals("1.2.3.4 of 1.2.3.4", source("1.2.3.4", "6.6.6.6"));
    assertEquals("2.2.2.2 of 6.6.6.6, 2.2.2.2, 10.0.0.1", source("10.0.0.1", "6.6.6.6, 2.2.2.2"));
    assertEquals(
        "2.2.2.2 of 6.6.6.6,2.2.2.2, 10.0.0.2, 10.0.0.1",
        source("10.0.0.1", "6.6.6.6,2.2.2.2", "10.0.0.2"));
    assertEquals("10.0.0.1 of evil, 10.0.0.1", source("10.0.0.1", "evil"));
    assertEquals("10.0.0.1 of 10.0.0.1", source("10.0.0.1"));
  }

  @Test
  void names_are_written_as_go_does() throws Exception {
    assertEquals("X-Amzn-Trace-Id", RequestEvent10.canonical("x-AMZN-trace-id"));
    assertEquals("A--B_c", RequestEvent10.canonical("a--b_C"));
  }
}
