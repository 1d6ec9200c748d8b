package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Ticker;
import gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and for how long they serve. */
class IssuerKeysTest {

  private static final TokenFault DOWN = new TokenFault(TokenFault.KEYS);

  private final List<CompletableFuture<KeySet>> fetches = new ArrayList<>();
  private final Clock clock = new Clock();
  private final IssuerKeys keys =
      new IssuerKeys(
          () -> {
            CompletableFuture<KeySet> fetch = new CompletableFuture<>();
            fetches.add(fetch);
            return fetch;
          },
          clock);

  @Test
  void requests_that_come_together_share_one_fetch() {
    CompletableFuture<List<KeySet.Key>> one = find("rsa1");
    CompletableFuture<List<KeySet.Key>> other = find("rsa2");
    assertEquals(1, fetches.size());
    assertFalse(one.isDone());
    answer();
    assertEquals(1, one.join().size());
    assertEquals(1, other.join().size());
    assertEquals(1, find("rsa1").join().size());
    assertEquals(1, fetches.size());
  }

  @Test
  void made_up_key_ids_have_one_fetch_made_per_pause() {
    warm();
    for (int i = 0; i < 1_000; i++) {
      assertEquals(0, find("x" + i).join().size());
    }
    assertEquals(1, fetches.size());
    clock.pass(IssuerKeys.PAUSE);
    CompletableFuture<List<KeySet.Key>> waiting = find("y");
    for (int i = 0; i < 1_000; i++) {
      assertFalse(find("y" + i).isDone());
      assertEquals(1, find("rsa1").join().size());
    }
    assertEquals(2, fetches.size());
    answer();
    assertEquals(0, waiting.join().size());
    assertEquals(0, find("z").join().size());
    assertEquals(2, fetches.size());
  }

  @Test
  void a_new_key_is_found_as_soon_as_a_fetch_is_allowed() {
    keys.warm();
    answer(TestTokens.rsaKey("rsa1", ""));
    assertEquals(0, find("rsa2").join().size());
    clock.pass(IssuerKeys.PAUSE);
    CompletableFuture<List<KeySet.Key>> found = find("rsa2");
    answer();
    assertEquals(1, found.join().size());
  }

  @Test
  void a_dead_issuer_is_asked_once_per_pause_and_nobody_waits_in_between() {
    CompletableFuture<List<KeySet.Key>> first = find("rsa1");
    fail();
    assertThrows(CompletionException.class, first::join);
    for (int i = 0; i < 100; i++) {
      CompletableFuture<List<KeySet.Key>> refused = find("rsa1");
      assertTrue(refused.isCompletedExceptionally());
    }
    assertEquals(1, fetches.size());
    clock.pass(IssuerKeys.SHORT_PAUSE);
    CompletableFuture<List<KeySet.Key>> again = find("rsa1");
    answer();
    assertEquals(1, again.join().size());
    assertEquals(2, fetches.size());
  }

  @Test
  void an_outage_is_survived_on_the_keys_there_are_but_not_for_ever() {
    warm();
    clock.pass(IssuerKeys.FRESH);
    assertEquals(1, find("rsa1").join().size());
    assertEquals(2, fetches.size());
    fail();
    clock.pass(IssuerKeys.USABLE.minus(IssuerKeys.FRESH).minusNanos(1));
    assertEquals(1, find("rsa1").join().size());
    fail();
    clock.pass(IssuerKeys.PAUSE);
    CompletableFuture<List<KeySet.Key>> tooLate = find("rsa1");
    assertFalse(tooLate.isDone());
    fail();
    assertEquals(DOWN, assertThrows(CompletionException.class, tooLate::join).getCause());
  }

  @Test
  void keys_are_renewed_beside_the_traffic_and_a_key_that_is_gone_serves_no_more() {
    warm();
    clock.pass(IssuerKeys.FRESH);
    assertEquals(1, find("rsa2").join().size());
    answer(TestTokens.rsaKey("rsa1", ""));
    assertEquals(0, find("rsa2").join().size());
  }

  @Test
  void a_fetch_that_cannot_even_begin_is_a_failure_and_not_the_last_one() {
    int[] calls = {0};
    IssuerKeys broken =
        new IssuerKeys(
            () -> {
              calls[0]++;
              throw new IllegalStateException("closed");
            },
            clock);
    assertTrue(broken.find("a").toCompletableFuture().isCompletedExceptionally());
    clock.pass(IssuerKeys.SHORT_PAUSE);
    assertTrue(broken.find("a").toCompletableFuture().isCompletedExceptionally());
    assertEquals(2, calls[0]);
  }

  @Test
  void an_error_is_a_failure_and_not_the_last_fetch() {
    int[] calls = {0};
    IssuerKeys broken =
        new IssuerKeys(
            () -> {
              calls[0]++;
              throw new OutOfMemoryError("unable to create native thread");
            },
            clock);
    assertTrue(broken.find("a").toCompletableFuture().isCompletedExceptionally());
    clock.pass(IssuerKeys.SHORT_PAUSE);
    assertTrue(broken.find("a").toCompletableFuture().isCompletedExceptionally());
    assertEquals(2, calls[0]);
  }

  @Test
  void a_fetch_that_never_ends_is_given_up_by_the_next_request() {
    CompletableFuture<List<KeySet.Key>> first = find("rsa1");
    CompletableFuture<KeySet> lost = last();
    clock.pass(IssuerKeys.LONGEST_FETCH);
    CompletableFuture<List<KeySet.Key>> second = find("rsa1");
    assertTrue(first.isCompletedExceptionally());
    assertEquals(2, fetches.size());
    lost.completeExceptionally(DOWN);
    assertFalse(second.isDone());
    answer();
    assertEquals(1, second.join().size());
  }

  private CompletableFuture<List<KeySet.Key>> find(String id) {
    return keys.find(id).toCompletableFuture();
  }

  private void warm() {
    keys.warm();
    keys.warm();
    assertEquals(1, fetches.size());
    answer();
  }

  private void answer() {
    answer(TestTokens.rsaKey("rsa1", "") + "," + TestTokens.rsaKey("rsa2", ""));
  }

  private void answer(String set) {
    last().complete(KeySet.parse(("{\"keys\":[" + set + "]}").getBytes(StandardCharsets.UTF_8)));
  }

  private void fail() {
    last().completeExceptionally(DOWN);
  }

  private CompletableFuture<KeySet> last() {
    return fetches.get(fetches.size() - 1);
  }

  /** Goes only when it is told to; begins below zero, as the machine's may. */
  private static final class Clock implements Ticker {
    private long nanos = Long.MIN_VALUE + 5;

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
