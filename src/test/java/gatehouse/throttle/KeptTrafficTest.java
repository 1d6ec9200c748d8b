package gatehouse.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What reloads do to buckets and bulkheads. */
class KeptTrafficTest {

  private static final TokenBuckets.Key PETS = new TokenBuckets.Key("a", "v0", "GET /pets");
  private static final Bulkheads.Key UPSTREAM = new Bulkheads.Key("a", "pets");

  private final StoppedTicker ticker = new StoppedTicker(7);
  private final TokenBuckets buckets = new TokenBuckets(ticker, null);

  @Test
  void a_reload_resets_no_bucket() {
    Throttle before = load(new RateLimit(1, 5));
    for (int i = 0; i < 3; i++) {
      assertTrue(before.admits());
    }

    Throttle after = load(new RateLimit(1, 5));

    assertSame(before, after);
    assertTrue(after.admits());
    assertTrue(before.admits());
    assertFalse(after.admits());
  }

  @Test
  void a_reload_with_another_limit_keeps_the_level() {
    Throttle before = load(new RateLimit(1, 5));
    assertTrue(before.admits());

    Throttle after = load(new RateLimit(1, 3));

    assertEquals(3, drain(after));
    assertFalse(before.admits(), "requests of the plan before count, too");
  }

  @Test
  void a_draft_that_comes_to_nothing_changes_nothing() {
    Throttle before = load(new RateLimit(1, 5));

    TokenBuckets.Draft abandoned = buckets.draft();
    abandoned.of(PETS, new RateLimit(1, 1));
    abandoned.of(new TokenBuckets.Key("a", "v0", "GET /dogs"), new RateLimit(1, 1));

    assertEquals(1, buckets.size());
    assertEquals(5, drain(before));
  }

  @Test
  void routes_stages_and_apis_have_buckets_of_their_own() {
    TokenBuckets.Draft draft = buckets.draft();
    RateLimit limit = new RateLimit(1, 2);
    Throttle one = draft.of(PETS, limit);
    Throttle two = draft.of(new TokenBuckets.Key("a", "v1", "GET /pets"), limit);
    Throttle three = draft.of(new TokenBuckets.Key("b", "v0", "GET /pets"), limit);
    draft.commit();

    assertEquals(2, drain(one));
    assertEquals(2, drain(two));
    assertEquals(2, drain(three));
  }

  @Test
  void buckets_of_routes_that_are_gone_go_away() {
    for (int i = 0; i < 10_000; i++) {
      TokenBuckets.Draft draft = buckets.draft();
      draft.of(PETS, new RateLimit(1 + i % 3, 5));
      draft.of(new TokenBuckets.Key("a", "v0", "GET /" + i), new RateLimit(1, 5));
      draft.commit();
      assertEquals(2, buckets.size());
    }
    buckets.draft().commit();
    assertEquals(0, buckets.size());
  }

  @Test
  void a_route_without_a_limit_has_no_bucket() {
    TokenBuckets.Draft draft = buckets.draft();
    assertSame(Throttle.NONE, draft.of(PETS, null));
    draft.commit();
    assertEquals(0, buckets.size());
  }

  @Test
  void an_overall_limit_is_shared_by_all_routes_and_outlives_reloads() {
    TokenBuckets shared = new TokenBuckets(ticker, new RateLimit(1, 5));
    TokenBuckets.Draft draft = shared.draft();
    Throttle free = draft.of(PETS, null);
    Throttle own = draft.of(new TokenBuckets.Key("a", "v0", "GET /dogs"), new RateLimit(1, 2));
    draft.commit();
    assertEquals(2, drain(own));

    TokenBuckets.Draft next = shared.draft();
    Throttle again = next.of(PETS, null);
    next.commit();

    assertFalse(own.admits(), "its own tokens are used up, which costs the others nothing");
    assertEquals(3, drain(again));
    assertFalse(free.admits());
  }

  @Test
  void a_reload_forgets_nobody_who_is_under_way() {
    Bulkheads bulkheads = new Bulkheads(Bulkheads.UNLIMITED, 1);
    Bulkhead.Permit permit = load(bulkheads).enter();
    assertNotNull(permit);
    assertNull(load(bulkheads).enter());

    bulkheads.draft().commit();
    assertEquals(1, bulkheads.size(), "gone, but not yet left by the last request");
    assertNull(load(bulkheads).enter());
    permit.release();
    bulkheads.draft().commit();

    assertEquals(0, bulkheads.size());
    assertNotNull(load(bulkheads).enter());
  }

  @Test
  void a_denied_place_costs_nobody_one() {
    Bulkheads bulkheads = new Bulkheads(2, 1);
    Bulkheads.Draft draft = bulkheads.draft();
    Bulkhead one = draft.of(UPSTREAM);
    Bulkhead two = draft.of(new Bulkheads.Key("a", "two"));
    Bulkhead three = draft.of(new Bulkheads.Key("a", "three"));
    draft.commit();

    Bulkhead.Permit first = one.enter();
    assertNull(one.enter());
    Bulkhead.Permit second = two.enter();
    assertNotNull(second);
    assertNull(three.enter());
    first.release();
    assertNotNull(three.enter());
    assertEquals(2, bulkheads.inFlight());
  }

  private Throttle load(RateLimit limit) {
    TokenBuckets.Draft draft = buckets.draft();
    Throttle throttle = draft.of(PETS, limit);
    draft.commit();
    return throttle;
  }

  private static Bulkhead load(Bulkheads bulkheads) {
    Bulkheads.Draft draft = bulkheads.draft();
    Bulkhead bulkhead = draft.of(UPSTREAM);
    draft.commit();
    return bulkhead;
  }

  private static int drain(Throttle throttle) {
    int passed = 0;
    while (throttle.admits()) {
      passed++;
    }
    return passed;
  }
}
