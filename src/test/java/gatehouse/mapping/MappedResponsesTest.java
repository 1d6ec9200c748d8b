package gatehouse.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ParameterMapping;
import gatehouse.config.ParameterMapping.Operation;
import gatehouse.config.ParameterMapping.Target;
import gatehouse.config.ParameterMappings;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.WholeBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedResponsesTest {

  private static final int LARGEST = 20;

  private final Exchange get = exchange("GET");

  @Test
  void another_status_is_not_mapped() {
    Response response = new Response(201, Headers.of("a", "1"), Body.EMPTY);
    assertSame(response, now(get, response, header("a", "2")));
  }

  @Test
  void headers_are_changed_and_the_body_is_not_read() {
    PiecewiseBody source = new PiecewiseBody();
    Response response = new Response(200, Headers.of("a", "1"), source.body(5));
    Response mapped = now(get, response, header("a", "${response.header.a}${context.stage}"));

    assertEquals(Headers.of("a", "1v0"), mapped.headers());
    assertEquals(200, mapped.status());
    assertSame(response.body(), mapped.body());
    assertFalse(source.isSubscribed());
  }

  @Test
  void a_body_is_looked_into_and_sent_whole() throws Exception {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Response> result =
        apply(get, response(source, Body.UNKNOWN_LENGTH), status("$response.body.s"));
    source.send("{\"s\":4");
    source.send("04}");
    source.end();

    Response mapped = result.join();
    assertEquals(404, mapped.status());
    assertEquals(9, mapped.body().length());
    assertEquals(
        "{\"s\":404}", new String(WholeBody.of(mapped.body()).bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void a_status_without_a_source_stays() {
    assertEquals(200, now(get, text(""), status("$response.body.s")).status());
    assertEquals(200, now(get, text("{}"), status("$response.body.s")).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "199", "600", "99", "2000", " 200", "101"})
  void what_is_no_status_is_an_error(String status) {
    assertEquals(500, refusal(apply(get, text(status), status("$response.body"))));
  }

  @Test
  void what_could_end_a_line_is_an_error() {
    PiecewiseBody source = new PiecewiseBody();
    Exchange exchange = exchange("GET");
    exchange.outcome().refused("a\nb\u0000", "x");
    Response response = new Response(200, Headers.EMPTY, source.body(5));

    assertEquals(500, refusal(apply(exchange, response, header("a", "$context.error.message"))));
    assertFalse(source.isSubscribed());
  }

  @Test
  void a_body_beyond_the_limit_is_an_error_and_is_not_read_any_further() {
    PiecewiseBody announced = new PiecewiseBody();
    assertEquals(
        500, refusal(apply(get, response(announced, LARGEST + 1), header("a", "$response.body"))));
    assertFalse(announced.isSubscribed());

    PiecewiseBody endless = new PiecewiseBody();
    CompletableFuture<Response> result =
        apply(get, response(endless, Body.UNKNOWN_LENGTH), header("a", "$response.body"));
    endless.send("x".repeat(LARGEST));
    endless.send("x");
    assertEquals(500, refusal(result));
    assertTrue(endless.isCancelled());
    assertEquals("the body is too large for parameter mapping", get.outcome().integrationError());
  }

  @Test
  void a_body_that_breaks_off_is_as_good_as_no_answer() {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Response> result =
        apply(get, response(source, Body.UNKNOWN_LENGTH), header("a", "$response.body"));
    source.send("x");
    source.breakOff();

    assertEquals(503, refusal(result));
    assertEquals("the body broke off", get.outcome().integrationError());
  }

  @Test
  void when_the_client_leaves_the_upstream_is_stopped() {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Response> result =
        apply(get, response(source, Body.UNKNOWN_LENGTH), header("a", "$response.body"));
    get.request().cancellation().cancel();

    assertTrue(source.isCancelled());
    assertTrue(result.isCompletedExceptionally());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 304})
  void a_status_without_a_body_takes_the_body_away(int status) {
    PiecewiseBody source = new PiecewiseBody();
    Response mapped = now(get, response(source, 5), status(Integer.toString(status)));

    assertEquals(status, mapped.status());
    assertTrue(mapped.body().isEmpty());
    assertTrue(source.isCancelled());
  }

  @Test
  void a_length_is_announced_for_head_alone() {
    Headers announced = Headers.of("Content-Length", "5", "a", "1");
    Response unmodified = new Response(200, announced, Body.EMPTY);
    assertEquals(Headers.of("a", "1"), now(get, unmodified, status("404")).headers());
    assertEquals(announced, now(exchange("HEAD"), unmodified, status("404")).headers());
    assertEquals(Headers.of("a", "1"), now(exchange("HEAD"), unmodified, status("204")).headers());
    assertEquals(announced, now(get, unmodified, status("200")).headers());
  }

  private static Response response(PiecewiseBody source, long length) {
    return new Response(200, Headers.EMPTY, source.body(length));
  }

  private static Response text(String body) {
    return new Response(200, Headers.EMPTY, Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Exchange exchange(String method) {
    return Exchanges.of(Exchanges.request(method, "/", null, Headers.EMPTY, Body.EMPTY));
  }

  private static Response now(Exchange exchange, Response response, ParameterMapping... mappings) {
    return apply(exchange, response, mappings).join();
  }

  private static CompletableFuture<Response> apply(
      Exchange exchange, Response response, ParameterMapping... mappings) {
    return new Mappings(LARGEST)
        .response(new ParameterMappings(List.of(), Map.of(200, List.of(mappings))))
        .apply(exchange, response)
        .toCompletableFuture();
  }

  private static int refusal(CompletableFuture<Response> result) {
    assertTrue(result.isDone());
    return ((Refusal) assertThrows(CompletionException.class, result::join).getCause()).status();
  }

  private static ParameterMapping header(String name, String value) {
    return mapping(Target.HEADER, name, value);
  }

  private static ParameterMapping status(String value) {
    return mapping(Target.STATUSCODE, "", value);
  }

  private static ParameterMapping mapping(Target target, String name, String value) {
    return new ParameterMapping(
        Operation.OVERWRITE, target, name, Expression.parse(value, ExpressionKind.RESPONSE));
  }
}
