package gatehouse.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import gatehouse.aws.AwsSigning;
import gatehouse.aws.CallFault;
import gatehouse.aws.RequestSigning;
import gatehouse.aws.TestSigning;
import gatehouse.config.ServiceAction;
import gatehouse.config.ServiceArgument;
import gatehouse.config.ServiceCall;
import gatehouse.config.ServiceParameter;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import gatehouse.expression.MessageBody;
import gatehouse.expression.Scope;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.SignatureCheck;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over real connections, signed with the SDK and verified with the SDK. */
class ServiceOperationTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final AwsSigning signing = TestSigning.of(SignatureCheck.KEY_ID, SignatureCheck.SECRET);
  private final RawUpstream service = RawUpstream.start();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void end() {
    service.close();
    upstream.close();
    signing.close();
    clock.shutdownNow();
  }

  private Services services(RequestSigning by) {
    Map<AwsService, Origin> endpoints = new EnumMap<>(AwsService.class);
    for (AwsService each : AwsService.values()) {
      endpoints.put(each, new Origin("http", "127.0.0.1", service.port()));
    }
    return new Services(upstream, by, clock, endpoints, "eu-west-1");
  }

  private static ServiceCall call(ServiceAction action, Map<String, String> parameters) {
    Map<String, ServiceArgument> arguments = new HashMap<>();
    parameters.forEach(
        (name, value) ->
            arguments.put(
                name, new ServiceArgument.Value(Expression.parse(value, ExpressionKind.REQUEST))));
    return new ServiceCall(action, arguments, null, null);
  }

  /** With a value of its kind for each parameter. */
  private static ServiceCall withAll(ServiceAction action) {
    Map<String, String> parameters = new HashMap<>();
    for (ServiceParameter parameter : action.parameters()) {
      parameters.put(
          parameter.name(),
          switch (parameter.kind()) {
            case TEXT -> "a/b ü*~";
            case WHOLE_NUMBER -> "3";
            case TIME -> "$context.requestTimeEpoch";
            case BYTES -> "$request.body";
            case TEXTS -> "a,b";
            case ATTRIBUTES -> "$request.body.attributes";
          });
    }
    return call(action, parameters);
  }

  private static Scope scope(byte[] body) {
    return Scope.of(
        Exchanges.of(Exchanges.request("POST", "/", null, Headers.EMPTY, Body.EMPTY)),
        new MessageBody(body));
  }

  private static Scope scope() {
    return scope(
        "{\"attributes\": {\"a\": {\"DataType\": \"String\", \"StringValue\": \"x\"}}}"
            .getBytes(UTF_8));
  }

  @Test
  void a_call_that_grows_too_large_is_neither_made_nor_kept() throws Exception {
    byte[] body = new byte[10 << 20];
    Arrays.fill(body, (byte) 1);
    ServiceOperation operation =
        services(signing)
            .of(
                call(
                    ServiceAction.SQS_SEND_MESSAGE,
                    Map.of("QueueUrl", "http://q/", "MessageBody", "$request.body")),
                Map.of());
    Scope scope = scope(body);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    ServiceFailure failure = assertThrows(ServiceFailure.class, () -> operation.prepared(scope));
    long taken = thread.getCurrentThreadAllocatedBytes() - before;
    assertEquals(CallFault.REQUEST_TOO_LARGE, failure.fault());
    assertEquals(413, failure.refusal().status());
    assertTrue(taken < 70 << 20, () -> "took " + taken);
  }

  private CompletableFuture<Response> invoke(ServiceCall call, Scope scope, Duration timeout)
      throws ServiceFailure {
    ServiceOperation operation = services(signing).of(call, Map.of());
    return operation.invoke(operation.prepared(scope), timeout, cancellation).toCompletableFuture();
  }

  private RecordedRequest sent(ServiceCall call, Scope scope) throws Exception {
    service.answer(Answers.json("{}"));
    assertEquals(200, invoke(call, scope, LONG).get(20, TimeUnit.SECONDS).status());
    RecordedRequest request = service.takeRequest();
    assertTrue(request.awaitBody());
    return request;
  }

  private static SignatureCheck check(ServiceAction action) {
    return new SignatureCheck(
        "eu-west-1", AwsService.of(action).signingName(), SignatureCheck.SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void every_call_has_a_signature_that_the_service_would_accept(ServiceAction action)
      throws Exception {
    RecordedRequest request = sent(withAll(action), scope());
    assertEquals(List.of(), check(action).faults(request));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_changed_on_the_way_breaks_the_signature(ServiceAction action) throws Exception {
    RecordedRequest request = sent(withAll(action), scope());
    SignatureCheck check = check(action);
    List<Field> fields = request.head().fields();
    byte[] body = request.body();
    String other = request.method().equals("GET") ? "POST" : "GET";
    assertNotEquals(List.of(), check.faults(other, request.target(), fields, body));
    String target = request.target() + (request.target().contains("?") ? "&a=b" : "?a=b");
    assertNotEquals(List.of(), check.faults(request.method(), target, fields, body));
    String path = "/x" + request.target();
    assertNotEquals(List.of(), check.faults(request.method(), path, fields, body));
    byte[] longer = (request.text() + " ").getBytes(UTF_8);
    assertNotEquals(List.of(), check.faults(request.method(), request.target(), fields, longer));
    for (String name : List.of("Host", "Content-Type", "X-Amz-Target", "X-Amz-Date")) {
      if (request.header(name).isPresent()) {
        List<Field> changed = new ArrayList<>(fields);
        String value = request.header(name).get();
        String next =
            switch (name) {
              case "Host" -> value.replace("127", "128");
              case "X-Amz-Date" ->
                  new StringBuilder(value)
                      .replace(13, 14, value.charAt(13) == '0' ? "1" : "0")
                      .toString();
              default -> value + "x";
            };
        changed.replaceAll(
            field -> field.name().equalsIgnoreCase(name) ? new Field(name, next) : field);
        assertNotEquals(
            List.of(), check.faults(request.method(), request.target(), changed, body), name);
      }
    }
    assertNotEquals(
        List.of(),
        new SignatureCheck("eu-west-2", check.service(), check.secret()).faults(request));
    assertNotEquals(
        List.of(), new SignatureCheck("eu-west-1", "s3", check.secret()).faults(request));
    assertNotEquals(
        List.of(), new SignatureCheck("eu-west-1", check.service(), "other").faults(request));
  }

  @Test
  void the_bytes_of_a_whole_body_reach_a_stream_as_they_came() throws Exception {
    byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xfe, '{'};
    ServiceCall call =
        call(
            ServiceAction.KINESIS_PUT_RECORD,
            Map.of("StreamName", "s", "PartitionKey", "p", "Data", "$request.body"));
    JsonNode body = JSON.readTree(sent(call, scope(bytes)).body());
    assertArrayEquals(bytes, body.get("Data").binaryValue());
  }

  @Test
  void names_are_one_segment_and_one_value_whatever_is_in_them() throws Exception {
    assertEquals(
        "/applications/a%2Fb%20%C3%BC%2A~/environments/a%2Fb%20%C3%BC%2A~"
            + "/configurations/a%2Fb%20%C3%BC%2A~?client_id=a%2Fb%20%C3%BC%2A~"
            + "&client_configuration_version=a%2Fb%20%C3%BC%2A~",
        sent(withAll(ServiceAction.APP_CONFIG_GET_CONFIGURATION), scope()).target());
  }

  @Test
  void an_answer_that_does_not_come_in_time_is_given_up() throws Exception {
    service.answer(Script.start().stall());
    ServiceFailure failure = failure(Duration.ofMillis(1));
    assertEquals(CallFault.TIMEOUT, failure.fault());
  }

  @Test
  void credentials_that_do_not_come_are_no_reason_to_wait_for_ever() throws Exception {
    ServiceOperation operation =
        services((request, payload, scope) -> new CompletableFuture<>())
            .of(withAll(ServiceAction.SQS_PURGE_QUEUE), Map.of());
    CompletableFuture<Response> answer =
        operation
            .invoke(operation.prepared(scope()), Duration.ofMillis(1), cancellation)
            .toCompletableFuture();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS));
    assertEquals(
        CallFault.TIMEOUT, assertInstanceOf(ServiceFailure.class, failure.getCause()).fault());
  }

  @Test
  void who_leaves_ends_the_call() throws Exception {
    service.answer(Script.start().stall());
    CompletableFuture<Response> answer =
        invoke(withAll(ServiceAction.SQS_PURGE_QUEUE), scope(), LONG);
    RecordedRequest request = service.takeRequest();
    cancellation.cancel();
    request.awaitClosedByPeer();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS));
    assertEquals(
        CallFault.ABANDONED, assertInstanceOf(ServiceFailure.class, failure.getCause()).fault());
  }

  @Test
  void nothing_of_secrets_is_told() throws Exception {
    service.answer(Answers.of("400 Bad", "{\"__type\": \"a#ExpiredTokenException\"}"));
    ServiceFailure failure = failure(LONG);
    assertEquals(CallFault.FORBIDDEN, failure.fault());
    assertEquals(400, failure.serviceStatus());
    String told =
        failure + " " + services(signing).of(withAll(ServiceAction.SQS_PURGE_QUEUE), Map.of());
    assertTrue(told.contains("SQS-PurgeQueue at http://127.0.0.1"), told);
    assertTrue(!told.contains(SignatureCheck.SECRET) && !told.contains("ü"), told);
  }

  private ServiceFailure failure(Duration timeout) throws Exception {
    CompletableFuture<Response> answer =
        invoke(withAll(ServiceAction.SQS_PURGE_QUEUE), scope(), timeout);
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> answer.get(20, TimeUnit.SECONDS));
    return assertInstanceOf(ServiceFailure.class, failure.getCause());
  }
}
