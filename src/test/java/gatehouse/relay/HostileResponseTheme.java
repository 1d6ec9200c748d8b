package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Corpus;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.Script;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Responses that are none, too many, too long or too short: the client gets a right answer, or an
 * error, or sees that its answer broke off; and nobody else gets anything of it.
 */
abstract class HostileResponseTheme extends Theme {

  /** Connections that earlier messages may have left unusable in the pool. */
  private static final int MOST_SPOILT = 10;

  private static final String CLOSE = ", then close";
  private static final String RESET = ", then reset";

  HostileResponseTheme(Stand stand) {
    super(stand);
  }

  @TestFactory
  Stream<DynamicTest> a_client_gets_a_right_answer_or_sees_that_it_has_none() {
    return Corpus.read("responses.txt").stream()
        .map(message -> DynamicTest.dynamicTest(message.name(), () -> check(message)));
  }

  private void check(Corpus.Message message) {
    upstream.answer(script(message));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/hostile")).readAnswer();
      String[] expected = (message.expectation() + " ").split(" ", 2);
      String body = expected[1].strip();
      switch (expected[0]) {
        case "refused" -> assertUnavailable(answer);
        case "whole" -> {
          assertTrue(answer.status() == (body.isEmpty() ? answer.status() : 200));
          assertEquals(body, answer.text(), answer.toString());
          assertTrue(answer.complete(), answer.toString());
        }
        case "any" -> {
          if (!answer.complete() || answer.status() != 200) {
            assertBroken(body, answer);
          } else {
            assertEquals(body, answer.text());
          }
        }
        case "broken" -> assertBroken(body, answer);
        default -> throw new IllegalArgumentException(message.expectation());
      }
      upstream.answer(Theme::ownTarget);
      assertOthersAreWell();
      if (answer.complete() && !answer.header("Connection").orElse("").equals("close")) {
        String nonce = nonce();
        client.send(head("GET", "/plain/" + nonce));
        assertEquals("/" + nonce, client.readAnswer().text());
      }
    }
  }

  /**
   * An upstream that says more than an answer spoils its connection, so that the next request may
   * fail, once for each. It must not get what was said.
   */
  private void assertOthersAreWell() {
    String nonce = nonce();
    RawAnswer next = get("/plain/" + nonce);
    for (int spoilt = 0; next.status() == 503 && spoilt < MOST_SPOILT; spoilt++) {
      assertUnavailable(next);
      next = get("/plain/" + nonce);
    }
    assertEquals("/" + nonce, next.text());
    assertEquals(200, next.status());
  }

  private static void assertBroken(String whole, RawAnswer answer) {
    if (answer.status() == 503) {
      assertUnavailable(answer);
    } else {
      assertEquals(200, answer.status());
      assertFalse(answer.complete(), answer.toString());
      assertTrue(whole.startsWith(answer.text()), answer.toString());
    }
  }

  private static Script script(Corpus.Message message) {
    Script script = Script.start().readBody().send(message.bytes());
    if (message.name().contains(CLOSE)) {
      return script.close();
    }
    return message.name().contains(RESET) ? script.reset() : script;
  }
}
