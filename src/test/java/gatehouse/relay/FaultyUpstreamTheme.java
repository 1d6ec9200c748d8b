package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An upstream that does not keep to HTTP: until its head is through, the client gets 503; after
 * that, its connection breaks, so that nobody takes a part for the whole.
 */
abstract class FaultyUpstreamTheme extends Theme {

  /** What no cautious recipient passes on. */
  enum Malformed {
    GARBAGE(Answers.garbage()),
    TWO_CONTENT_LENGTHS(Answers.twoContentLengths()),
    LENGTH_AND_CHUNKS(Answers.lengthAndChunks()),
    LENGTH_IS_NO_NUMBER(head("200 OK", "Content-Length: five")),
    NEGATIVE_LENGTH(head("200 OK", "Content-Length: -5")),
    UNKNOWN_CODING(head("200 OK", "Transfer-Encoding: gzip, chunked")),
    HEADER_TOO_LONG(Answers.longHeader(1 << 20)),
    HEAD_LARGER_THAN_SERVERS_SEND(Answers.longHeader(9_000)),
    HEADERS_LARGER_THAN_SERVERS_SEND(head("200 OK", new String[] {large("X-A"), large("X-B")})),
    TOO_MANY_HEADERS(Answers.manyHeaders(5_000)),
    ENDLESS_HEAD(Answers.endlessHead()),
    NUL_IN_HEADER(Answers.characterInHeader('\0')),
    BELL_IN_HEADER(Answers.characterInHeader('\7')),
    CARRIAGE_RETURN_IN_HEADER(Answers.characterInHeader('\r')),
    SPACE_IN_NAME(head("200 OK", "X Odd: one")),
    NO_COLON(head("200 OK", "odd")),
    STATUS_TOO_SMALL(Answers.of("99 Small", "hello")),
    STATUS_TOO_LARGE(Answers.of("600 Large", "hello")),
    STATUS_FAR_TOO_LARGE(Answers.of("1000 Large", "hello")),
    STATUS_IS_NO_NUMBER(Answers.of("OK", "hello")),
    UNKNOWN_PROTOCOL(Script.start().readBody().send("HTCPCP/1.0 200 OK\r\n\r\n").close()),
    UNSOLICITED_UPGRADE(head("101 Switching Protocols", "Upgrade: echo", "Connection: upgrade")),
    ENDLESS_INTERIM_ANSWERS(Answers.endlessInterim()),
    CLOSED_BEFORE_THE_HEAD(Script.start().readBody().close()),
    CLOSED_WITHIN_THE_STATUS_LINE(Script.start().readBody().send("HTTP/1.1 200 O").close()),
    CLOSED_WITHIN_A_HEADER(
        Script.start().readBody().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-A: b").close()),
    CLOSED_AFTER_A_HEADER(
        Script.start().readBody().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n").close()),
    CLOSED_WITHIN_THE_EMPTY_LINE(
        Script.start().readBody().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r").close()),
    CLOSED_AFTER_AN_INTERIM_ANSWER(
        Script.start().readBody().send(Answers.head("103 Early Hints") + "\r\n").close()),
    RESET_BEFORE_THE_HEAD(Script.start().readBody().reset());

    private final Script script;

    Malformed(Script script) {
      this.script = script;
    }

    private static String large(String name) {
      return name + ": " + "x".repeat(5_000);
    }

    private static Script head(String status, String... headers) {
      return Script.start().readBody().send(Answers.head(status, headers) + "\r\n").close();
    }
  }

  /** What is less than it said. */
  enum Truncated {
    LENGTH(Answers.truncatedBody()),
    LENGTH_BEFORE_THE_FIRST_BYTE(start("Content-Length: 50").close()),
    LENGTH_RESET(start("Content-Length: 50").send("hello").reset()),
    LENGTH_RESET_BEFORE_THE_FIRST_BYTE(start("Content-Length: 50").reset()),
    CHUNKS(Answers.truncatedChunks()),
    CHUNKS_BEFORE_THE_FIRST_BYTE(start("Transfer-Encoding: chunked").close()),
    CHUNKS_RESET(start("Transfer-Encoding: chunked").chunk("hello").reset()),
    CHUNKS_RESET_BEFORE_THE_FIRST_BYTE(start("Transfer-Encoding: chunked").reset()),
    WITHIN_A_CHUNK(start("Transfer-Encoding: chunked").send("9\r\nhello").close()),
    CHUNK_SIZE_IS_NO_NUMBER(start("Transfer-Encoding: chunked").send("xyz\r\nhello").close()),
    UNTIL_CLOSE_RESET(start("X-Own: yes").send("hello").reset());

    private final Script script;

    Truncated(Script script) {
      this.script = script;
    }

    private static Script start(String header) {
      return Script.start().readBody().send(Answers.head("200 OK", header) + "\r\n");
    }
  }

  /** What ends with its connection, and not as it should. */
  enum Cut {
    HEAD("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-A: b"),
    LENGTH("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"),
    CHUNKS("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

    private final Script script;

    Cut(String text) {
      script = Script.start().readBody().send(text).cut();
    }
  }

  FaultyUpstreamTheme(Stand stand) {
    super(stand);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_malformed_gets_503(Malformed malformed) {
    upstream.answer(malformed.script);
    assertUnavailable(get("/plain/x"));
    assertAllIsWell();
  }

  @Test
  void a_head_that_the_server_just_sends_is_passed_on() {
    upstream.answer(
        Script.start()
            .readBody()
            .send(Answers.head("200 OK", "Content-Length: 2", "X-Large: " + "x".repeat(7_500)))
            .send("\r\nok"));
    RawAnswer answer = get("/plain/x");
    assertEquals(200, answer.status());
    assertEquals("ok", answer.text());
    assertAllIsWell();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_truncated_breaks_off_visibly(Truncated truncated) {
    upstream.answer(truncated.script);
    try (RawClient client = stand.connect()) {
      AnswerStream stream = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals(200, stream.status());
      RawAnswer answer = stream.readAll();
      assertFalse(answer.complete(), answer.toString());
      assertTrue("hello".startsWith(answer.text()), answer.toString());
    }
    assertAllIsWell();
  }

  @ParameterizedTest
  @EnumSource(names = {"LENGTH", "LENGTH_BEFORE_THE_FIRST_BYTE", "LENGTH_RESET"})
  void what_is_truncated_breaks_off_visibly_for_http_1_0(Truncated truncated) {
    upstream.answer(truncated.script);
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send("GET /plain/x HTTP/1.0\r\n\r\n").readAnswer();
      assertFalse(answer.complete(), answer.toString());
    }
    assertAllIsWell();
  }

  /** Several times, because it depends on what the server holds back at that moment. */
  @RepeatedTest(4)
  void a_body_that_breaks_off_after_much_of_it_breaks_off_visibly() {
    long announced = 40 << 20;
    long sent = 20 << 20;
    upstream.answer(
        Script.start()
            .send(Answers.head("200 OK", "Content-Length: " + announced) + "\r\n")
            .sendGenerated(sent)
            .close());
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals(sent, answer.readGenerated());
      assertFalse(answer.isComplete());
    }
    assertAllIsWell();
  }

  /** Without TLS's closing message anybody on the way can have cut the connection. */
  @ParameterizedTest
  @EnumSource
  void what_is_cut_within_tls_is_not_passed_on_as_whole(Cut cut) {
    RawUpstream secure = stand.upstream("trusted").answer(cut.script);
    RawAnswer answer = get("/trusted/x");
    assertTrue(answer.status() == 503 || !answer.complete(), answer.toString());
    secure.answer(Theme::ownTarget);
    assertEquals("/y", get("/trusted/y").text());
  }

  @Test
  void a_pipelined_request_behind_a_truncated_answer_is_not_answered_into_it() {
    upstream.answerInTurn(Answers.truncatedBody(), Answers.ok("a".repeat(100)));
    try (RawClient client = stand.connect()) {
      RawAnswer answer =
          client.send(head("GET", "/plain/x") + head("GET", "/plain/y")).readAnswer();
      assertFalse(answer.complete(), answer.toString());
    }
    assertAllIsWell();
  }
}
