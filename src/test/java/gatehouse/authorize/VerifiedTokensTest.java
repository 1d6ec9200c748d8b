package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.TestTokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token that comes again: what is not checked a second time, and what is. */
class VerifiedTokensTest {

  private static final String SOURCE = "$request.header.Authorization";
  private static final String GOOD = TestTokens.of(Asked.CLAIMS);

  private final VerifiedTokens verified = new VerifiedTokens(new Asked.Stopped(Asked.NOW));
  private final Asked asked = asked(SigningAlgorithm.OF_AWS, TestTokens.KEYS, Asked.NOW);

  private Asked asked(Set<SigningAlgorithm> algorithms, String keys, long now, String... scopes) {
    return Asked.of(SOURCE, List.of(scopes), algorithms, keys, verified, now);
  }

  @Test
  void a_token_that_comes_again_is_not_taken_apart_again() {
    assertSame(asked.bearer("Bearer " + GOOD), asked.bearer(GOOD));
    assertNotNull(verified.find(GOOD));
  }

  @Test
  void only_what_was_signed_is_known() {
    String[] good = GOOD.split("\\.");
    asked.bearer(GOOD);
    for (String forged :
        List.of(
            good[0] + "." + good[1] + ".AAAA",
            good[0] + "." + good[1] + ".",
            TestTokens.of("{\"alg\":\"RS256\",\"kid\":\"rsa1\"}", Asked.CLAIMS, "rsa2"))) {
      assertEquals("signature is invalid", asked.fault(forged));
      assertEquals("signature is invalid", asked.fault(forged));
      assertNull(verified.find(forged));
    }
  }

  @Test
  void a_key_that_the_issuer_has_withdrawn_or_replaced_counts_no_more() {
    asked.bearer(GOOD);
    String others = "{\"keys\":[" + TestTokens.rsaKey("rsa2", "") + "]}";
    assertEquals(
        "unable to find the signing key of the token",
        asked(SigningAlgorithm.OF_AWS, others, Asked.NOW).fault(GOOD));
    String replaced = others.replace("\"rsa2\"", "\"rsa1\"");
    assertEquals(
        "signature is invalid", asked(SigningAlgorithm.OF_AWS, replaced, Asked.NOW).fault(GOOD));
    assertEquals("alice", asked.bearer(GOOD).claims().get("sub"));
  }

  @Test
  void keys_that_are_fetched_again_and_are_the_same_find_the_token_known() {
    assertSame(
        asked.bearer(GOOD),
        asked(SigningAlgorithm.OF_AWS, TestTokens.KEYS, Asked.NOW).bearer(GOOD));
  }

  @Test
  void time_scopes_and_algorithms_are_asked_for_each_time() {
    asked.bearer(GOOD);
    assertEquals(
        "the token has expired",
        asked(SigningAlgorithm.OF_AWS, TestTokens.KEYS, Asked.NOW + 10).fault(GOOD));
    assertEquals(
        403,
        asked(SigningAlgorithm.OF_AWS, TestTokens.KEYS, Asked.NOW, "read").refusal(GOOD).status());
    assertEquals(
        "signing method RS256 is invalid",
        asked(EnumSet.of(SigningAlgorithm.PS256), TestTokens.KEYS, Asked.NOW).fault(GOOD));
  }

  @Test
  void a_route_with_scopes_is_told_them_and_one_without_is_not() {
    String token = TestTokens.of(Asked.CLAIMS.replace("{", "{\"scope\":\"read x\","));
    assertNull(asked.bearer(token).scopes());
    assertEquals(
        List.of("read", "x"),
        asked(SigningAlgorithm.OF_AWS, TestTokens.KEYS, Asked.NOW, "read").bearer(token).scopes());
    assertNull(asked.bearer(token).scopes());
  }

  @Test
  void many_tokens_take_bounded_memory() {
    int tokens = 300;
    String filler = "x".repeat(20_000);
    for (int i = 0; i < tokens; i++) {
      asked.bearer(TestTokens.of(Asked.CLAIMS.replace("alice", i + filler)));
    }
    long kept = verified.characters();
    assertTrue(kept > 0 && kept <= VerifiedTokens.MOST_CHARACTERS, kept + " characters");
  }
}
