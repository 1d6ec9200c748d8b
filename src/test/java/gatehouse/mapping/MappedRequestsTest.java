package gatehouse.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import gatehouse.http.RequestChanges;
import gatehouse.http.RequestChanges.Change;
import gatehouse.mapping.RequestMapping.Mapped;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.WholeBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedRequestsTest {

  private static final int LARGEST = 20;

  @Test
  void without_mappings_there_is_nothing_to_do() {
    assertNull(new Mappings(LARGEST).request(ParameterMappings.NONE));
    assertNull(
        new Mappings(LARGEST).response(new ParameterMappings(List.of(), Map.of(200, List.of()))));
  }

  @Test
  void sources_are_read_from_the_original_request() {
    Exchange exchange = exchange(Headers.of("header1", "v"), Body.EMPTY);
    RequestChanges changes =
        now(
                exchange,
                header(Operation.REMOVE, "header1", ""),
                header(Operation.APPEND, "header2", "$request.header.header1"))
            .changes();

    assertEquals(
        List.of(
            new Change(RequestChanges.Operation.REMOVE, "header1", ""),
            new Change(RequestChanges.Operation.APPEND, "header2", "v")),
        changes.headers());
  }

  @Test
  void what_is_removed_goes_first_and_what_is_appended_last() {
    List<Change> changes =
        now(
                exchange(Headers.of("a", "1"), Body.EMPTY),
                header(Operation.APPEND, "a", "2"),
                header(Operation.REMOVE, "a", ""),
                header(Operation.OVERWRITE, "b", "3"),
                header(Operation.APPEND, "b", "4"))
            .changes()
            .headers();

    assertEquals(
        List.of("REMOVE a", "OVERWRITE b", "APPEND a", "APPEND b"),
        changes.stream().map(Change::toString).toList());
  }

  @Test
  void what_has_no_source_is_not_mapped() {
    RequestChanges changes =
        now(
                exchange(Headers.EMPTY, Body.EMPTY),
                header(Operation.OVERWRITE, "a", "$request.header.absent"),
                mapping(Operation.OVERWRITE, Target.PATH, "", "$request.querystring.absent"),
                mapping(Operation.APPEND, Target.QUERYSTRING, "q", "$request.body.absent"),
                header(Operation.APPEND, "b", "<${request.header.absent}>"))
            .changes();

    assertEquals(
        new RequestChanges(
            List.of(new Change(RequestChanges.Operation.APPEND, "b", "<>")), List.of(), null),
        changes);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "' a b ', a b",
    "é, Ã©",
    "🐶, ð\u009F\u0090¶",
  })
  void letters_beyond_ascii_are_bytes_of_utf_8(String text, String value) {
    String sent =
        now(
                exchange(Headers.EMPTY, Body.of(text.getBytes(StandardCharsets.UTF_8))),
                header(Operation.APPEND, "h", "$request.body"))
            .changes()
            .headers()
            .get(0)
            .value();
    assertEquals(value, sent);
    assertEquals("v" + value, Headers.of("h", "v" + sent).first("h"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "a\u001bb"})
  void what_could_end_a_line_is_refused(String text) {
    assertEquals(
        400,
        refusal(
            apply(
                exchange(Headers.EMPTY, Body.of(text.getBytes(StandardCharsets.UTF_8))),
                header(Operation.APPEND, "h", "x ${request.body}"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "", "a\"", "<a>", "é"})
  void what_is_no_host_is_refused_as_host(String host) {
    assertEquals(
        400,
        refusal(
            apply(
                exchange(Headers.of("x", host), Body.EMPTY),
                header(Operation.OVERWRITE, "host", "$request.header.x"))));
  }

  @ParameterizedTest
  @CsvSource({"a, /a", "/a, /a", "//a/?b#c, //a/?b#c", "'', /", "%2e%2e/x, /%2e%2e/x"})
  void a_path_starts_with_a_slash(String text, String path) {
    assertEquals(path, path(text).join().changes().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/a/..", "/a/./b", "/..;x/b", "a\\b", "/\u0001", "/\r\n", "."})
  void a_path_that_could_lead_elsewhere_is_refused(String text) {
    assertEquals(400, refusal(path(text)));
  }

  @Test
  void a_body_that_no_expression_needs_is_not_read() {
    PiecewiseBody source = new PiecewiseBody();
    Exchange exchange = exchange(Headers.EMPTY, source.body(5));
    Mapped mapped = now(exchange, header(Operation.APPEND, "a", "b"));

    assertSame(exchange, mapped.exchange());
    assertFalse(source.isSubscribed());
  }

  @Test
  void a_body_is_read_buffer_by_buffer_and_sent_whole() throws Exception {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Mapped> result =
        apply(
            exchange(Headers.EMPTY, source.body(Body.UNKNOWN_LENGTH)),
            header(Operation.APPEND, "name", "$request.body.n"));

    assertEquals(1, source.demand());
    source.send("{\"n\":");
    assertEquals(1, source.demand());
    source.send("\"Rex\"}");
    assertFalse(result.isDone());
    source.end();

    Mapped mapped = result.join();
    Body body = mapped.exchange().request().body();
    assertEquals("Rex", mapped.changes().headers().get(0).value());
    assertEquals(11, body.length());
    assertEquals("{\"n\":\"Rex\"}", new String(WholeBody.of(body).bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void a_body_of_the_limit_is_read() {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Mapped> result = body(source, Body.UNKNOWN_LENGTH);
    source.send("x".repeat(LARGEST));
    source.end();
    assertEquals(LARGEST, result.join().changes().headers().get(0).value().length());
  }

  @Test
  void a_body_that_announces_more_than_the_limit_is_not_read() {
    PiecewiseBody source = new PiecewiseBody();
    assertEquals(413, refusal(body(source, LARGEST + 1)));
    assertFalse(source.isSubscribed());
  }

  @Test
  void a_body_beyond_the_limit_is_not_read_on() {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Mapped> result = body(source, Body.UNKNOWN_LENGTH);
    source.send("x".repeat(LARGEST));
    assertFalse(source.isCancelled());
    source.send("x");

    assertEquals(413, refusal(result));
    assertTrue(source.isCancelled());
    assertEquals(0, source.demand());
  }

  @Test
  void a_body_that_breaks_off_ends_the_request() {
    PiecewiseBody source = new PiecewiseBody();
    CompletableFuture<Mapped> result = body(source, Body.UNKNOWN_LENGTH);
    source.send("x");
    source.breakOff();
    assertEquals(400, refusal(result));
  }

  @Test
  void when_the_client_leaves_its_body_is_not_read_on() {
    PiecewiseBody source = new PiecewiseBody();
    Exchange exchange = exchange(Headers.EMPTY, source.body(Body.UNKNOWN_LENGTH));
    CompletableFuture<Mapped> result =
        apply(exchange, header(Operation.APPEND, "h", "$request.body"));
    source.send("x");
    exchange.request().cancellation().cancel();

    assertTrue(source.isCancelled());
    assertEquals(400, refusal(result));
    source.send("y");
    assertEquals(0, source.demand());
  }

  @Test
  void the_body_of_a_client_that_has_left_is_not_read_at_all() {
    PiecewiseBody source = new PiecewiseBody();
    Exchange exchange = exchange(Headers.EMPTY, source.body(Body.UNKNOWN_LENGTH));
    exchange.request().cancellation().cancel();
    assertEquals(400, refusal(apply(exchange, header(Operation.APPEND, "h", "$request.body"))));
    assertEquals(0, source.demand());
    assertTrue(source.isCancelled());
  }

  private static CompletableFuture<Mapped> body(PiecewiseBody source, long length) {
    return apply(
        exchange(Headers.EMPTY, source.body(length)),
        header(Operation.APPEND, "h", "$request.body"));
  }

  private static CompletableFuture<Mapped> path(String text) {
    StringBuilder query = new StringBuilder("p=");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      query.append("%%%02x".formatted(b));
    }
    return apply(
        Exchanges.of(Exchanges.request("GET", "/", query.toString(), Headers.EMPTY, Body.EMPTY)),
        mapping(Operation.OVERWRITE, Target.PATH, "", "$request.querystring.p"));
  }

  private static Mapped now(Exchange exchange, ParameterMapping... mappings) {
    return apply(exchange, mappings).join();
  }

  private static CompletableFuture<Mapped> apply(Exchange exchange, ParameterMapping... mappings) {
    return new Mappings(LARGEST)
        .request(new ParameterMappings(List.of(mappings), Map.of()))
        .apply(exchange)
        .toCompletableFuture();
  }

  private static int refusal(CompletableFuture<Mapped> result) {
    assertTrue(result.isDone());
    return ((Refusal) assertThrows(CompletionException.class, result::join).getCause()).status();
  }

  private static Exchange exchange(Headers headers, Body body) {
    return Exchanges.of(Exchanges.request("POST", "/", null, headers, body));
  }

  private static ParameterMapping header(Operation operation, String name, String value) {
    return mapping(operation, Target.HEADER, name, value);
  }

  private static ParameterMapping mapping(
      Operation operation, Target target, String name, String value) {
    return new ParameterMapping(
        operation, target, name, Expression.parse(value, ExpressionKind.REQUEST));
  }
}
