package gatehouse.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.http.RouteMatch;
import gatehouse.testkit.Exchanges;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final String BODY =
      """
      {"name": "Fluffy", "id": 7, "price": 1.10, "big": 12345678901234567890, "ok": true,
       "none": null, "empty": "", "tags": ["a", "b", {"c": "d"}], "owner": {"first name": "Jo",
       "a}b": "brace", "a.b": "dot"}}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$request.header.Name | Rex",
        "$request.header.name | Rex",
        "${request.header.NAME} | Rex",
        "$request.header.multi | 1,2, 3",
        "$request.header.empty | ''",
        "$request.header.utf | é",
        "$request.header.latin | é",
        "$request.querystring.q | a b,é+%zz",
        "$request.querystring.Q | upper",
        "$request.querystring.flag | ''",
        "$request.querystring.filter[x] | y",
        "$request.path | /pets/7 a",
        "$request.path.id | 7 a",
        "${request.path.id} | 7 a",
        "$context.requestId | id=",
        "$context.identity.sourceIp | 198.51.100.7",
        "$stageVariables.environmentId | prod",
        "$request.body.name | Fluffy",
        "$request.body['name'] | Fluffy",
        "$request.body[\"name\"] | Fluffy",
        "$request.body.id | 7",
        "$request.body.price | 1.10",
        "$request.body.big | 12345678901234567890",
        "$request.body.ok | true",
        "$request.body.none | null",
        "$request.body.empty | ''",
        "$request.body.tags | '[\"a\",\"b\",{\"c\":\"d\"}]'",
        "$request.body.tags[0] | a",
        "$request.body.tags[2].c | d",
        "$request.body.tags[2] | '{\"c\":\"d\"}'",
        "$request.body.tags[*].c | '[\"d\"]'",
        "$request.body.tags[0:2] | '[\"a\",\"b\"]'",
        "$request.body.tags[:1] | '[\"a\"]'",
        "$request.body.tags[2:] | '[{\"c\":\"d\"}]'",
        "$request.body.tags[2].* | '[\"d\"]'",
        "$request.body.owner['first name'] | Jo",
        "${request.body.owner['a}b']} | brace",
        "$request.body.owner['a.b'] | dot",
        "plain text | plain text",
        "$ | $",
        "$5.00 | $5.00",
        "$default | $default",
        "a $b {c} } | a $b {c} }",
        "${request.path.id} ${request.body.name} | 7 a Fluffy",
        "${request.body.name}-${request.body.invalidPath} | Fluffy-",
        "<${request.header.absent}> | <>",
        "{\"a\":\"${request.header.name}\"} | {\"a\":\"Rex\"}",
        "$${request.header.name} | $Rex",
      })
  void a_request_is_looked_into(String text, String value) {
    assertEquals(value, request(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$request.header.absent",
        "${request.header.absent}",
        "$request.querystring.absent",
        "$request.path.absent",
        "$request.body.absent",
        "$request.body.name.first",
        "$request.body.name[0]",
        "$request.body.tags[3]",
        "$request.body.tags[3:]",
        "$request.body.id[*]",
        "$request.body.tags.a",
        "$stageVariables.absent",
        "$context.authorizer.claims",
        "$context.authorizer.sub",
      })
  void a_reference_to_nothing_has_no_value(String text) {
    assertNull(request(text));
    assertEquals("x", request("x" + "${" + text.replaceAll("[${}]", "") + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$response.header.X-Id | r1,r2",
        "${response.header.x-id} | r1,r2",
        "$response.body.name | Fluffy",
        "$context.stage-${response.body.id} | refused",
        "${context.stage}-${response.body.id} | v0-7",
        "$stageVariables.environmentId | prod",
      })
  void a_response_is_looked_into(String text, String value) {
    if (value.equals("refused")) {
      assertThrows(IllegalArgumentException.class, () -> response(text));
    } else {
      assertEquals(value, response(text));
    }
  }

  @Test
  void the_whole_body_is_its_text_whatever_it_is() {
    assertEquals(BODY, request("$request.body"));
    assertEquals("é\n{", body("$request.body", "é\n{".getBytes(StandardCharsets.UTF_8)));
    String large = "x".repeat(MessageBody.LARGEST_JSON + 1);
    assertEquals(large, body("$request.body", large.getBytes(StandardCharsets.UTF_8)));
    assertNull(body("$request.body", new byte[0]));
    assertNull(body("$request.body.a", new byte[0]));
    assertNull(Expression.parse("$request.body", ExpressionKind.REQUEST).of(scope(null)));
  }

  @Test
  void json_is_truncated_to_100_kilobytes() {
    String start = "{\"a\":\"1\",\"b\":\"";
    String fits = start + "x".repeat(MessageBody.LARGEST_JSON - start.length() - 2) + "\"}";
    assertEquals(102_400, fits.length());
    assertEquals("1", body("$request.body.a", fits.getBytes(StandardCharsets.UTF_8)));
    assertEquals("1", body("$request.body.a", (fits + "  }").getBytes(StandardCharsets.UTF_8)));
    String larger = start + "x" + fits.substring(start.length());
    assertNull(body("$request.body.a", larger.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1", "{\"a\":1} x", "{'a':1}", "<a/>", "[1", "{\"a\":1}{", "\u0000"})
  void what_is_no_json_has_no_parts(String json) {
    assertNull(body("$request.body.a", json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void json_beyond_its_bounds_has_no_parts() {
    String deep = "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}";
    String longNumber = "{\"a\":" + "1".repeat(200) + "}";
    assertNull(body("$request.body.a", deep.getBytes(StandardCharsets.UTF_8)));
    assertNull(body("$request.body.a", longNumber.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void line_breaks_of_context_values_become_spaces() {
    Exchange exchange = Exchanges.get("/", null);
    Exchange known =
        exchange.with(new gatehouse.http.Caller(Map.of("pem", "a\nb\r\nc\n"), Map.of()));
    assertEquals(
        "a b  c",
        Expression.parse("$context.authorizer.pem", ExpressionKind.REQUEST)
            .of(Scope.of(known, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$request.headers.x | did you mean `header`",
        "$request.querystrings.x | did you mean `querystring`",
        "$requst.header.x | did you mean `request`",
        "$Request.header.x | did you mean `request`",
        "$request | does not say what of it",
        "$request. | does not say what of it",
        "$request.header | write `$request.header.NAME`",
        "$request.header. | write `$request.header.NAME`",
        "$request.header.a,b | cannot be one",
        "$request.path.proxy+ | leave the `+` out",
        "$request.header.a b | needs braces: write `${request.header.a}`",
        "$request.header.a $request.header.b | needs braces: write `${request.header.a}`",
        "Bearer $request.header.a | needs braces: write `${request.header.a}`",
        "$context.nope | see the variables of access logs",
        "${context.nope} | see the variables of access logs",
        "$context.requestid | did you mean `requestId`",
        "$context.identity.sourceIP | did you mean `identity.sourceIp`",
        "$context | write `$context.requestId`",
        "$stagevariables.a | did you mean `stageVariables`",
        "$stageVariables.a-b | cannot be one",
        "${request.header.a | never closed",
        "${ | never closed",
        "${} | is unknown",
        "${$request.header.a} | leave the second `$` out",
        "${request.header.a b} | cannot be one",
        "${nope.x} | is unknown",
        "$response.header.a | there is not in a request",
        "$request.body..a | `..`",
        "$request.body.a..b | `..`",
        "$request.body.a[?(@.b)] | filter",
        "$request.body[-1] | negative position",
        "$request.body[0:-1] | negative position",
        "$request.body. | not understood",
        "$request.body.a[ | not understood",
        "$request.body.a[b] | not understood",
        "$request.body.a[0,1] | not understood",
        "$request.body.$.a | needs braces",
        "$request.body['a'b'] | not understood",
        "$request.bodyx | did you mean `body`",
      })
  void what_looks_like_a_mistake_is_refused(String text, String remedy) {
    String message = refusal(text, ExpressionKind.REQUEST);
    assertTrue(message.contains(remedy), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$request.header.a", "$request.path", "${request.body.a}", "$response.path"})
  void a_response_mapping_sees_no_request(String text) {
    assertTrue(refusal(text, ExpressionKind.RESPONSE).startsWith("has `$re"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$request.body.a",
        "$request.path",
        "$request.path.a",
        "text",
        "",
        "a${request.header.a}",
        "$response.header.a"
      })
  void an_identity_source_is_one_reference(String text) {
    refusal(text, ExpressionKind.IDENTITY_SOURCE);
  }

  @Test
  void an_identity_source_is_looked_up() {
    Expression source = Expression.parse("$request.header.name", ExpressionKind.IDENTITY_SOURCE);
    assertEquals("Rex", source.of(scope(null)));
  }

  @Test
  void only_expressions_with_a_body_need_it() {
    assertTrue(Expression.parse("a${request.body.b}", ExpressionKind.REQUEST).needsBody());
    assertEquals(false, Expression.parse("request.body", ExpressionKind.REQUEST).needsBody());
  }

  @Test
  void a_constant_is_known_to_be_one() {
    assertEquals("a$b", Expression.parse("a$b", ExpressionKind.REQUEST).constant());
    assertEquals("", Expression.parse("", ExpressionKind.REQUEST).constant());
    assertEquals("", request(""));
    assertNull(Expression.parse("${context.stage}", ExpressionKind.REQUEST).constant());
  }

  @Test
  void random_expressions_are_read_as_they_are_written() {
    String[] pieces = {
      "a",
      " ",
      "$",
      "5",
      "{",
      "}",
      "é",
      "${request.header.name}",
      "${request.path.id}",
      "${request.header.absent}",
      "${context.stage}",
      "${request.body.tags[0]}"
    };
    String[] values = {"a", " ", "$", "5", "{", "}", "é", "Rex", "7 a", "", "v0", "a"};
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder("-");
      StringBuilder value = new StringBuilder("-");
      for (int n = random.nextInt(6); n >= 0; n--) {
        int piece = random.nextInt(pieces.length);
        // A dollar sign in front of a brace would begin a variable.
        boolean begins = text.charAt(text.length() - 1) == '$' && pieces[piece].equals("{");
        text.append(begins ? "x" : pieces[piece]);
        value.append(begins ? "x" : values[piece]);
      }
      Expression read = Expression.parse(text.toString(), ExpressionKind.REQUEST);
      assertEquals(value.toString(), read.of(scope(body(BODY))), text.toString());
      assertEquals(text.toString(), read.toString());
      assertEquals(read, Expression.parse(read.toString(), ExpressionKind.REQUEST));
      assertNotEquals(read, Expression.parse(read + "!", ExpressionKind.REQUEST));
    }
  }

  private static String refusal(String text, ExpressionKind kind) {
    return assertThrows(IllegalArgumentException.class, () -> Expression.parse(text, kind), text)
        .getMessage();
  }

  private static String request(String text) {
    return Expression.parse(text, ExpressionKind.REQUEST).of(scope(body(BODY)));
  }

  private static String body(String text, byte[] bytes) {
    return Expression.parse(text, ExpressionKind.REQUEST).of(scope(new MessageBody(bytes)));
  }

  private static String response(String text) {
    Headers headers = Headers.of("x-id", "r1", "X-Id", "r2");
    Scope request = scope(null);
    return Expression.parse(text, ExpressionKind.RESPONSE)
        .of(new Scope(request.exchange(), new Response(200, headers, Body.EMPTY), body(BODY)));
  }

  private static MessageBody body(String json) {
    return new MessageBody(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Scope scope(MessageBody body) {
    Headers headers =
        Headers.of(
            "Name", "Rex", "multi", "1", "Multi", "2, 3", "empty", "", "utf", "Ã©", "latin", "é");
    Request request =
        Exchanges.request(
            "GET",
            "/pets/7%20a",
            "q=a+b&q=%C3%A9%2B%zz&Q=upper&flag&filter%5Bx%5D=y",
            headers,
            Body.EMPTY);
    RouteMatch match =
        new RouteMatch(
            new ApiStage("1", "api", "v0", Map.of("environmentId", "prod")),
            null,
            request.path(),
            new MatchedRoute(
                "GET /pets/{id}",
                List.of("id"),
                (name, path) -> name.equals("id") ? path.substring(6) : null));
    return Scope.of(Exchanges.of(request, match), body);
  }
}
