package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of an issuer count. */
class KeySetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"use\":\"sig\"",
        ",\"key_ops\":[\"verify\"]",
        ",\"x5c\":[\"rubbish\"],\"x5u\":\"http://x\"",
      })
  void a_key_for_signatures_counts(String more) {
    assertEquals(1, count(TestTokens.rsaKey("rsa1", more), "rsa1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"use\":\"enc\"",
        ",\"use\":1",
        ",\"key_ops\":[\"encrypt\"]",
        ",\"key_ops\":[]",
        ",\"key_ops\":\"verify\"",
      })
  void a_key_for_something_else_does_not(String more) {
    assertEquals(0, count(TestTokens.rsaKey("rsa1", more), "rsa1"));
  }

  @Test
  void a_weak_key_does_not_count() {
    assertEquals(0, count(TestTokens.rsaKey("weak", ""), "weak"));
    assertEquals(
        0, count(TestTokens.rsaKey("rsa1", "").replace("\"e\":\"AQAB\"", "\"e\":\"AQ\""), "rsa1"));
  }

  @Test
  void so_many_keys_of_one_id_cost_no_more_than_some() {
    String key = TestTokens.rsaKey("rsa1", "");
    assertEquals(8, count((key + ",").repeat(299) + key, "rsa1"));
  }

  @Test
  void rubbish_beside_a_key_does_no_harm() {
    String key = TestTokens.rsaKey("rsa1", "");
    for (String rubbish :
        new String[] {
          "1",
          "null",
          "[]",
          "{}",
          "{\"kty\":\"RSA\",\"kid\":\"rsa1\"}",
          "{\"kty\":\"oct\",\"kid\":\"rsa1\",\"k\":\"AAAA\"}",
          "{\"kty\":\"EC\",\"kid\":\"rsa1\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
          "{\"kty\":\"EC\",\"kid\":\"rsa1\",\"crv\":\"P-1\",\"x\":\"AA\",\"y\":\"AA\"}",
          "{\"kty\":\"OKP\",\"kid\":\"rsa1\",\"crv\":\"Ed25519\",\"x\":\"AA\"}"
        }) {
      assertEquals(1, count(rubbish + "," + key, "rsa1"), rubbish);
    }
  }

  @Test
  void a_key_without_an_id_is_found_by_nobody() {
    assertEquals(0, count(TestTokens.rsaKey("rsa1", "").replace("\"kid\":\"rsa1\",", ""), ""));
  }

  @Test
  void a_key_for_one_algorithm_is_for_no_other() {
    KeySet.Key key = set(TestTokens.rsaKey("rsa1", ",\"alg\":\"RS512\"")).of("rsa1").get(0);
    assertEquals(false, key.isFor(SigningAlgorithm.RS256));
    assertEquals(true, key.isFor(SigningAlgorithm.RS512));
    assertEquals(false, key.isFor(SigningAlgorithm.ES512));
  }

  @Test
  void what_is_no_key_set_is_none() {
    for (String text : new String[] {"", "[]", "{}", "{\"keys\":1}", "{\"keys\":[]} x"}) {
      assertNull(KeySet.parse(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }

  private static int count(String keys, String id) {
    return set(keys).of(id).size();
  }

  private static KeySet set(String keys) {
    KeySet set = KeySet.parse(("{\"keys\":[" + keys + "]}").getBytes(StandardCharsets.UTF_8));
    assertNotNull(set);
    return set;
  }
}
