package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More requests than may be under way: the excess is refused at once, and then all goes on. */
abstract class OverloadTheme extends Theme {

  static final int MOST = 300;

  private static final int ROUNDS = 2;

  OverloadTheme(Stand stand) {
    super(stand);
  }

  @Test
  void the_excess_gets_503_at_once_and_what_is_under_way_is_answered() {
    for (int round = 0; round < ROUNDS; round++) {
      Signal go = new Signal();
      upstream.answer(Script.start().await(go).then(Answers.ok("done"))).forget();
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        clients.add(stand.connect().send(head("GET", "/long/" + i)));
      }
      for (int i = 0; i < MOST; i++) {
        upstream.takeRequest();
      }
      for (int i = 0; i < MOST; i++) {
        assertUnavailable(get("/long/excess-" + i));
      }
      assertEquals(MOST, upstream.requests().size(), "nobody is asked for the excess");
      go.raise();
      clients.forEach(client -> assertEquals("done", client.readAnswer().text()));
      clients.forEach(RawClient::close);
      assertServesAgain();
    }
  }

  /** The last place comes back a moment after the last byte has. */
  private void assertServesAgain() {
    upstream.answer(Theme::ownTarget);
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    RawAnswer answer = get("/plain/again");
    while (answer.status() == 503) {
      assertTrue(System.nanoTime() < deadline, "places do not come back");
      answer = get("/plain/again");
    }
    assertEquals("/again", answer.text());
  }
}
