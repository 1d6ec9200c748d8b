package gatehouse.authorize.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SharedResultsTest {

  private static final Duration TTL = Duration.ofSeconds(300);
  private static final long ROOMY = 1L << 20;
  private static final AuthorizerResults.Owner OWNER =
      new AuthorizerResults.Owner("a1b2c3", "v0", "guard");
  private static final IdentityHash ALICE = IdentityHash.of(List.of(List.of("alice")));
  private static final IdentityHash BOB = IdentityHash.of(List.of(List.of("bob")));

  private final HandClock clock = new HandClock();
  private final AuthorizerResults all = new AuthorizerResults(clock, clock, ROOMY);
  private final List<Call> calls = new ArrayList<>();
  private final SharedResults results = results(all, "definition");

  /** A call that is under way until the test ends it. */
  private record Call(Cancellation cancellation, CompletableFuture<Verdict> answer) {}

  @Test
  void a_verdict_is_kept_for_its_time_and_no_longer() {
    CompletableFuture<Verdict> first = ask(ALICE);
    Verdict verdict = answer(0);
    assertSame(verdict, first.join());

    clock.advance(TTL.minusNanos(1));
    assertSame(verdict, ask(ALICE).join());
    assertEquals(1, calls.size());

    clock.advance(Duration.ofNanos(1));
    assertFalse(ask(ALICE).isDone());
    assertEquals(2, calls.size());
  }

  @Test
  void one_identity_never_gets_the_verdict_on_another() {
    ask(ALICE);
    CompletableFuture<Verdict> bob = ask(BOB);
    Verdict ofAlice = answer(0);
    assertFalse(bob.isDone());
    Verdict ofBob = answer(1);

    assertSame(ofBob, bob.join());
    assertSame(ofAlice, ask(ALICE).join());
    assertSame(ofBob, ask(BOB).join());
  }

  @Test
  void requests_of_one_identity_share_a_call() {
    CompletableFuture<Verdict> first = ask(ALICE);
    CompletableFuture<Verdict> second = ask(ALICE);
    assertEquals(1, calls.size());
    Verdict verdict = answer(0);

    assertSame(verdict, first.join());
    assertSame(verdict, second.join());
    assertEquals(0, results.underWay());
    assertEquals(0, clock.pending());
  }

  @Test
  void who_leaves_does_not_end_the_call_for_the_others() {
    Cancellation client = new Cancellation();
    CompletableFuture<Verdict> first = ask(ALICE, client);
    CompletableFuture<Verdict> second = ask(ALICE);

    client.cancel();

    assertEquals("the client has left", failure(first));
    assertFalse(calls.get(0).cancellation().isCancelled());
    Verdict verdict = answer(0);
    assertSame(verdict, second.join());
  }

  @Test
  void the_last_one_to_leave_ends_the_call() {
    Cancellation one = new Cancellation();
    Cancellation other = new Cancellation();
    ask(ALICE, one);
    ask(ALICE, other);

    one.cancel();
    assertFalse(calls.get(0).cancellation().isCancelled());
    other.cancel();

    assertTrue(calls.get(0).cancellation().isCancelled());
    assertEquals(0, results.underWay());
    assertEquals(0, clock.pending());
    ask(ALICE);
    assertEquals(2, calls.size());
  }

  @Test
  void who_has_left_before_asking_leaves_no_call_behind() {
    Cancellation gone = new Cancellation();
    gone.cancel();

    assertEquals("the client has left", failure(ask(ALICE, gone)));

    assertEquals(0, calls.size());
    assertEquals(0, results.underWay());
    assertEquals(0, clock.pending());
  }

  @Test
  void each_request_waits_its_own_time() {
    CompletableFuture<Verdict> first = ask(ALICE);
    clock.advance(Duration.ofSeconds(9));
    CompletableFuture<Verdict> second = ask(ALICE);

    clock.advance(Duration.ofSeconds(1));
    assertEquals("no answer of the function within 10000 ms", failure(first));
    assertFalse(second.isDone());

    clock.advance(Duration.ofSeconds(8));
    Verdict verdict = answer(0);
    assertSame(verdict, second.join());
    assertEquals(1, calls.size());
  }

  @Test
  void a_call_that_lasts_too_long_is_joined_no_more() {
    ask(ALICE);
    clock.advance(Duration.ofSeconds(9));
    CompletableFuture<Verdict> second = ask(ALICE);
    clock.advance(Duration.ofSeconds(1));
    CompletableFuture<Verdict> third = ask(ALICE);

    assertEquals(2, calls.size());
    Verdict late = answer(1);
    assertSame(late, third.join());
    assertFalse(second.isDone());
    clock.advance(Duration.ofSeconds(9));
    failure(second);
    assertTrue(calls.get(0).cancellation().isCancelled());
  }

  @Test
  void failures_are_shared_but_not_kept() {
    CompletableFuture<Verdict> first = ask(ALICE);
    CompletableFuture<Verdict> second = ask(ALICE);
    calls.get(0).answer().completeExceptionally(new AuthorizerFailure("down"));

    assertEquals("down", failure(first));
    assertEquals("down", failure(second));
    assertFalse(ask(ALICE).isDone());
    assertEquals(2, calls.size());
  }

  @Test
  void a_call_that_cannot_be_made_fails_and_is_over() {
    CompletableFuture<Verdict> failed =
        results
            .of(
                ALICE,
                new Cancellation(),
                nobody -> {
                  throw new IllegalStateException("closed");
                })
            .toCompletableFuture();

    assertEquals("closed", failure(failed));
    assertEquals(0, results.underWay());
    assertEquals(0, clock.pending());
  }

  @Test
  void a_new_plan_finds_the_results_and_the_calls_again() {
    ask(ALICE);
    Verdict verdict = answer(0);
    ask(BOB);

    SharedResults again = results(all, "definition");

    assertSame(verdict, ask(again, ALICE, new Cancellation()).join());
    assertFalse(ask(again, BOB, new Cancellation()).isDone());
    assertEquals(2, calls.size());
  }

  @Test
  void a_definition_that_has_changed_finds_nothing_not_even_what_comes_later() {
    ask(ALICE);
    answer(0);
    ask(BOB);

    SharedResults changed = results(all, "changed");
    assertNotSame(results, changed);
    answer(1);

    assertFalse(ask(changed, ALICE, new Cancellation()).isDone());
    assertFalse(ask(changed, BOB, new Cancellation()).isDone());
    SharedResults back = results(all, "definition");
    assertFalse(ask(back, ALICE, new Cancellation()).isDone());
  }

  @Test
  void what_no_plan_uses_is_forgotten() {
    ask(ALICE);
    answer(0);
    assertEquals(1, all.size());

    all.draft().commit();

    assertEquals(0, all.size());
  }

  @Test
  void a_plan_that_is_not_committed_changes_nothing() {
    ask(ALICE);
    Verdict verdict = answer(0);

    all.draft().of(OWNER, "changed", TTL);

    assertSame(verdict, ask(ALICE).join());
    assertSame(results, results(all, "definition"));
  }

  @Test
  void stages_and_apis_have_results_of_their_own() {
    AuthorizerResults.Draft draft = all.draft();
    SharedResults one = draft.of(OWNER, "definition", TTL);
    SharedResults otherStage =
        draft.of(new AuthorizerResults.Owner("a1b2c3", "v1", "guard"), "definition", TTL);
    SharedResults otherApi =
        draft.of(new AuthorizerResults.Owner("other", "v0", "guard"), "definition", TTL);
    draft.commit();
    ask(one, ALICE, new Cancellation());
    answer(0);

    assertTrue(ask(one, ALICE, new Cancellation()).isDone());
    assertFalse(ask(otherStage, ALICE, new Cancellation()).isDone());
    assertFalse(ask(otherApi, ALICE, new Cancellation()).isDone());
  }

  @Test
  void memory_is_bounded_however_many_ask() {
    AuthorizerResults small = new AuthorizerResults(clock, clock, 100L * 1_024);
    SharedResults bounded = results(small, "definition");
    for (int i = 0; i < 10_000; i++) {
      Verdict verdict = verdict(i % 2 == 0 ? 10 : 10_240);
      bounded.of(
          IdentityHash.of(List.of(List.of(Integer.toString(i)))),
          new Cancellation(),
          nobody -> CompletableFuture.completedStage(verdict));
    }

    assertTrue(small.size() > 0);
    assertTrue(small.size() <= 100L * 1_024 / AuthorizerResults.LEAST_WEIGHT, "" + small.size());
  }

  @Test
  void a_stage_forgets_what_it_is_told_to_forget() {
    ask(IdentityHash.of(List.of(List.of("a"))));
    answer(0);
    all.forget("other", "v0");
    all.forget("a1b2c3", "v1");
    assertEquals(1, all.size());

    all.forget("a1b2c3", "v0");

    assertEquals(0, all.size());
    ask(IdentityHash.of(List.of(List.of("a"))));
    assertEquals(2, calls.size());
  }

  @Test
  void what_was_asked_before_a_reset_is_not_kept_and_not_joined_after_it() {
    CompletableFuture<Verdict> before = ask(ALICE);

    all.forget("a1b2c3", "v0");

    CompletableFuture<Verdict> after = ask(ALICE);
    assertEquals(2, calls.size());
    Verdict old = answer(0);
    assertSame(old, before.join());
    assertEquals(0, all.size());
    assertFalse(after.isDone());
    Verdict fresh = answer(1);
    assertSame(fresh, after.join());
    assertSame(fresh, ask(ALICE).join());
    assertEquals(0, results.underWay());
  }

  @Test
  void a_reset_leaves_new_plans_and_other_stages_as_they_are() {
    AuthorizerResults.Draft draft = all.draft();
    draft.of(OWNER, "definition", TTL);
    SharedResults other =
        draft.of(new AuthorizerResults.Owner("a1b2c3", "v1", "guard"), "definition", TTL);
    draft.commit();
    ask(other, ALICE, new Cancellation());

    all.forget("a1b2c3", "v0");

    Verdict kept = answer(0);
    assertSame(kept, ask(other, ALICE, new Cancellation()).join());
    ask(BOB);
    Verdict next = answer(1);
    assertSame(next, ask(results(all, "definition"), BOB, new Cancellation()).join());
  }

  private static SharedResults results(AuthorizerResults all, String definition) {
    AuthorizerResults.Draft draft = all.draft();
    SharedResults results = draft.of(OWNER, definition, TTL);
    draft.commit();
    return results;
  }

  private CompletableFuture<Verdict> ask(IdentityHash identity) {
    return ask(identity, new Cancellation());
  }

  private CompletableFuture<Verdict> ask(IdentityHash identity, Cancellation client) {
    return ask(results, identity, client);
  }

  private CompletableFuture<Verdict> ask(
      SharedResults asked, IdentityHash identity, Cancellation client) {
    return asked
        .of(
            identity,
            client,
            cancellation -> {
              Call call = new Call(cancellation, new CompletableFuture<>());
              calls.add(call);
              return call.answer();
            })
        .toCompletableFuture();
  }

  private Verdict answer(int call) {
    Verdict verdict = verdict(1);
    calls.get(call).answer().complete(verdict);
    return verdict;
  }

  private static Verdict verdict(int weight) {
    return new Verdict(Rights.of(true), new Caller.Authorized(null, Map.of(), Map.of()), weight);
  }

  private static String failure(CompletableFuture<Verdict> failed) {
    return assertThrows(CompletionException.class, failed::join).getCause().getMessage();
  }
}
