package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Caller.TokenBearer;
import gatehouse.http.Refusal;
import gatehouse.testkit.TestTokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token may try, and what comes of it. */
class JwtCheckTest {

  private static final String GOOD = TestTokens.of(Asked.CLAIMS);
  private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"rsa1\"}";

  private final Asked asked = Asked.usual();

  @Test
  void a_good_token_passes_with_and_without_its_prefix() {
    assertEquals("alice", asked.bearer("Bearer " + GOOD).claims().get("sub"));
    assertEquals("alice", asked.bearer(GOOD).claims().get("sub"));
    assertNull(asked.outcome().authorizerError());
  }

  @Test
  void no_token_is_told_in_one_word() {
    for (String[] headers :
        new String[][] {{}, {"Authorization", ""}, {"Authorization", "Bearer "}}) {
      Refusal refusal = asked.refusal(null, headers);
      assertEquals(401, refusal.status());
      assertEquals("Bearer", refusal.headers().first("www-authenticate"));
    }
    assertEquals("no token", asked.outcome().authorizerError());
  }

  @Test
  void a_bad_token_is_told_as_aws_does() {
    Refusal refusal =
        asked.refusal("Bearer " + TestTokens.of(Asked.CLAIMS.replace("\"pets\"", "\"cats\"")));

    assertEquals(401, refusal.status());
    assertEquals("Unauthorized", refusal.message());
    assertEquals(
        "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\"",
        refusal.headers().first("www-authenticate"));
    assertEquals(
        "invalid_token: the token does not have a valid audience",
        asked.outcome().authorizerError());
  }

  @Test
  void the_header_that_the_authorizer_names_is_the_only_place() {
    assertEquals(401, asked.refusal("Authorization=" + GOOD, new String[0]).status());
    assertEquals(401, asked.refusal(null, "X-Authorization", GOOD, "Cookie", GOOD).status());
    Asked query =
        Asked.of("$request.querystring.t", List.of(), SigningAlgorithm.OF_AWS, TestTokens.KEYS);
    assertEquals("alice", query.bearer("t=" + GOOD, new String[0]).claims().get("sub"));
    assertEquals(401, query.refusal(null, "Authorization", GOOD).status());
    assertEquals(401, query.refusal("T=" + GOOD, new String[0]).status());
    assertEquals(401, query.refusal("t=" + GOOD + "&t=" + GOOD, new String[0]).status());
  }

  @Test
  void two_fields_are_no_token_whichever_is_good() {
    assertEquals(401, asked.refusal(null, "Authorization", GOOD, "Authorization", GOOD).status());
    assertEquals(401, asked.refusal(null, "Authorization", "", "Authorization", GOOD).status());
    assertEquals(
        401, asked.refusal(null, "Authorization", "Bearer " + GOOD, "Authorization", "x").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bearer ",
        "BEARER ",
        "Bearer\t",
        "Bearer  ",
        " Bearer ",
        "Basic ",
        "Bearer Bearer "
      })
  void a_prefix_is_this_one_or_none(String prefix) {
    assertEquals(401, asked.refusal(prefix + GOOD).status());
  }

  @Test
  void a_prefix_in_lower_case_is_told_as_aws_was_seen_to() {
    assertEquals("tokenstring should not contain 'bearer '", asked.fault("bearer " + GOOD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b", "a.b.c.d", "a.b.c.d.e", "....", "Bearer"})
  void what_has_not_three_parts_is_no_token(String text) {
    assertEquals("token contains an invalid number of segments", asked.fault(text));
  }

  @Test
  void base64_with_padding_line_breaks_or_anything_else_is_refused() {
    String[] parts = GOOD.split("\\.");
    for (String odd : List.of("=", "==", " ", "+", "/", "%0a", "\u00e4", "\t")) {
      for (int i = 0; i < 3; i++) {
        String[] changed = parts.clone();
        changed[i] += odd;
        assertEquals("token is malformed", asked.fault(String.join(".", changed)), odd + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alg':'none','kid':'rsa1'} | signing method none is invalid",
        "{'alg':'None','kid':'rsa1'} | signing method (alg) is unavailable.",
        "{'alg':'nOnE','kid':'rsa1'} | signing method (alg) is unavailable.",
        "{'alg':'rs256','kid':'rsa1'} | signing method (alg) is unavailable.",
        "{'alg':'\"><x','kid':'rsa1'} | token is malformed",
        "{'alg':'x\\u0022 a','kid':'rsa1'} | signing method (alg) is unavailable.",
        "{'alg':'HS256','kid':'rsa1'} | signing method HS256 is invalid",
        "{'alg':'PS256','kid':'rsa1'} | signing method PS256 is invalid",
        "{'alg':'','kid':'rsa1'} | signing method (alg) is unspecified.",
        "{'alg':['RS256'],'kid':'rsa1'} | signing method (alg) is unspecified.",
        "{'kid':'rsa1'} | signing method (alg) is unspecified.",
        "{'alg':'RS256'} | token has no key id (kid)",
        "{'alg':'RS256','kid':1} | token has no key id (kid)",
        "{'alg':'RS256','kid':''} | token has no key id (kid)",
        "{'alg':'RS256','kid':'../../dev/null'} | unable to find the signing key of the token",
        "{'alg':'RS256','kid':'RSA1'} | unable to find the signing key of the token",
        "{'alg':'RS256','kid':'rsa1','crit':['exp']} | token has critical headers that are not understood",
        "{'alg':'RS256','kid':'rsa1','b64':false} | token has critical headers that are not understood",
        "{'alg':'RS256','kid':'rsa1','enc':'A128GCM'} | token has critical headers that are not understood",
        "{'alg':'RS256','kid':'rsa1','zip':'DEF'} | token has critical headers that are not understood",
        "{'alg':'RS256','kid':'rsa1','kid':'rsa2'} | token is malformed",
        "{'alg':'RS256','kid':'rsa1'} {} | token is malformed",
        "[] | token is malformed",
      },
      quoteCharacter = '\0')
  void a_header_that_asks_for_anything_odd_is_refused(String header, String fault) {
    assertEquals(
        fault, asked.fault(TestTokens.of(header.replace('\'', '"'), Asked.CLAIMS, "rsa1")));
  }

  @Test
  void a_key_id_of_any_size_finds_nothing() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(40_000) + "\"}";
    assertEquals(
        "unable to find the signing key of the token",
        asked.fault(TestTokens.of(header, Asked.CLAIMS, "rsa1")));
  }

  @Test
  void a_key_that_the_token_brings_is_not_looked_at() {
    for (String own :
        List.of(
            "\"jwk\":" + TestTokens.rsaKey("rsa2", ""),
            "\"jku\":\"http://127.0.0.1:1/keys\"",
            "\"x5u\":\"http://127.0.0.1:1/keys\"",
            "\"x5c\":[\"AAAA\"]")) {
      String header = "{\"alg\":\"RS256\",\"kid\":\"rsa1\"," + own + "}";
      assertEquals(
          "signature is invalid", asked.fault(TestTokens.of(header, Asked.CLAIMS, "rsa2")));
      assertEquals(
          "alice", asked.bearer(TestTokens.of(header, Asked.CLAIMS, "rsa1")).claims().get("sub"));
    }
  }

  @Test
  void a_signature_is_of_this_token_and_this_key() {
    String other = TestTokens.of(Asked.CLAIMS.replace("alice", "admin"));
    String[] good = GOOD.split("\\.");
    String[] forged = other.split("\\.");
    assertEquals("signature is invalid", asked.fault(good[0] + "." + forged[1] + "." + good[2]));
    assertEquals("signature is invalid", asked.fault(good[0] + "." + good[1] + "."));
    assertEquals("signature is invalid", asked.fault(good[0] + "." + good[1] + ".AAAA"));
    assertEquals("signature is invalid", asked.fault(TestTokens.of(RS256, Asked.CLAIMS, "rsa2")));
    assertEquals("token is malformed", asked.fault(good[0] + ".AAAA." + good[2]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void what_aws_accepts_is_accepted(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa2\"}";
    assertEquals(
        "alice", asked.bearer(TestTokens.of(header, Asked.CLAIMS, "rsa2")).claims().get("sub"));
  }

  @Test
  void other_algorithms_are_accepted_when_they_are_set() {
    String ec =
        "{\"kty\":\"EC\",\"kid\":\"ec1\",\"crv\":\"P-256\",\"x\":\"OdgmkQfKXHIVKOzYssiM-uypFKzxc5Y_qi90FV-FGR0\",\"y\":\"CO6ML-gJ_NNnOiGNTsKZI4ettZp3YxOUh2EHpF6vAVk\"}";
    String ed =
        "{\"kty\":\"OKP\",\"kid\":\"ed1\",\"crv\":\"Ed25519\",\"x\":\"ovSiwUA1Sv_pQNarX9TxitIqmUJcQhkeBA-KnRfEYqo\"}";
    String keys = "{\"keys\":[" + TestTokens.rsaKey("rsa1", "") + "," + ec + "," + ed + "]}";
    Asked all =
        Asked.of(
            "$request.header.Authorization",
            List.of(),
            EnumSet.allOf(SigningAlgorithm.class),
            keys);
    for (String[] pair : new String[][] {{"ES256", "ec1"}, {"EdDSA", "ed1"}, {"PS256", "rsa1"}}) {
      String header = "{\"alg\":\"" + pair[0] + "\",\"kid\":\"" + pair[1] + "\"}";
      String token = TestTokens.of(header, Asked.CLAIMS, pair[1]);
      assertEquals("alice", all.bearer(token).claims().get("sub"), pair[0]);
      assertEquals("signature is invalid", all.fault(token.replaceFirst("\\.[^.]*$", ".AAAA")));
    }
    assertEquals(
        "unable to find the signing key of the token",
        all.fault(TestTokens.of("{\"alg\":\"RS256\",\"kid\":\"ec1\"}", Asked.CLAIMS, "rsa1")));
    assertEquals(
        "signing method HS256 is invalid",
        all.fault(TestTokens.of("{\"alg\":\"HS256\",\"kid\":\"rsa1\"}", Asked.CLAIMS, "rsa1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'exp':1700000000 | the token has expired",
        "'exp':-1 | the token has expired",
        "'exp':-1e400 | the token has expired",
        "'exp':'1700000010' | the token does not have a valid expiry",
        "'exp':1e400 | the token does not have a valid expiry",
        "'exp':1e999999999 | the token does not have a valid expiry",
        "'exp':null | the token does not have a valid expiry",
        "'exp':true | the token does not have a valid expiry",
        "'exp':1700000010,'exp':1800000000 | token is malformed",
        "'nbf':1700000001 | the token is not valid yet",
        "'nbf':'1' | the token is not valid yet",
        "'iat':1700000001 | the token is used before it was issued",
        "'aud':1 | the token does not have a valid audience",
        "'aud':[] | the token does not have a valid audience",
        "'aud':[1,['pets']] | the token does not have a valid audience",
        "'aud':{'a':'pets'} | the token does not have a valid audience",
        "'aud':'Pets' | the token does not have a valid audience",
        "'aud':'cats','client_id':'pets' | the token does not have a valid audience",
        "'aud':null,'client_id':'pets' | the token does not have a valid audience",
        "'iss':'https://issuer.test/' | invalid issuer",
        "'iss':'https://ISSUER.test' | invalid issuer",
        "'iss':['https://issuer.test'] | invalid issuer",
      })
  void claims_that_do_not_hold_are_refused(String claims, String fault) {
    assertEquals(fault, asked.fault(TestTokens.of(with(claims.replace('\'', '"')))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'exp':1700000000.5",
        "'exp':1.70000001e9",
        "'nbf':1700000000,'iat':1700000000",
        "'aud':['cats','dogs']",
        "'aud':'pets','client_id':'cats'",
      })
  void claims_that_hold_pass(String claims) {
    assertEquals(
        "alice", asked.bearer(TestTokens.of(with(claims.replace('\'', '"')))).claims().get("sub"));
  }

  @Test
  void the_client_id_counts_only_without_an_audience() {
    String claims = Asked.CLAIMS.replace("\"aud\"", "\"client_id\"");
    assertEquals("pets", asked.bearer(TestTokens.of(claims)).claims().get("client_id"));
    assertEquals(
        "the token does not have a valid audience",
        asked.fault(TestTokens.of(claims.replace("\"pets\"", "[\"pets\"]"))));
    assertEquals(
        "the token does not have a valid expiry",
        asked.fault(TestTokens.of("{\"iss\":\"https://issuer.test\",\"aud\":\"pets\"}")));
  }

  @Test
  void one_of_the_scopes_is_enough_and_scp_comes_first() {
    Asked scoped = Asked.scoped("read", "write");
    assertEquals(List.of("read", "x"), scopes(scoped, "\"scope\":\"read  x\""));
    assertEquals(List.of("write"), scopes(scoped, "\"scope\":[\"write\"]"));
    assertEquals(List.of("write"), scopes(scoped, "\"scp\":[\"write\"],\"scope\":\"none\""));
    for (String none :
        List.of(
            "\"a\":1",
            "\"scope\":\"Read\"",
            "\"scope\":1",
            "\"scp\":\"x\",\"scope\":\"read\"",
            "\"scope\":\"readwrite\"")) {
      Refusal refusal = scoped.refusal(TestTokens.of(with(none)));
      assertEquals(403, refusal.status(), none);
      assertEquals("Forbidden", refusal.message());
      assertEquals(
          "Bearer scope=\"read write\" error=\"insufficient_scope\" error_description=\"the token does not have a required scope\"",
          refusal.headers().first("www-authenticate"));
    }
    assertEquals(
        "insufficient_scope: the token does not have a required scope",
        scoped.outcome().authorizerError());
    assertNull(asked.bearer(TestTokens.of(with("\"scope\":\"read\""))).scopes());
  }

  @Test
  void claims_are_rendered_as_aws_does() {
    TokenBearer bearer =
        asked.bearer(
            TestTokens.of(
                with(
                    "\"n\":12345678901234567890,\"f\":1.50,\"g\":1e3,\"h\":1e90,\"b\":true,\"z\":null,\"l\":[\"a\",1,[true]],\"o\":{\"a\":[1]}")));
    Map<String, String> claims = bearer.claims();
    assertEquals("12345678901234567890", claims.get("n"));
    assertEquals("1.5", claims.get("f"));
    assertEquals("1000", claims.get("g"));
    assertEquals("1E+90", claims.get("h"));
    assertEquals("true", claims.get("b"));
    assertFalse(claims.containsKey("z"));
    assertEquals("[a 1 [true]]", claims.get("l"));
    assertEquals("{\"a\":[1]}", claims.get("o"));
    assertEquals("1700000010", claims.get("exp"));
    assertFalse(bearer.toString().contains("alice"));
  }

  @Test
  void a_token_of_any_size_and_depth_is_refused() {
    assertEquals("token is malformed", asked.fault("a." + "b".repeat(1 << 20) + ".c"));
    assertEquals(
        "token is malformed",
        asked.fault(TestTokens.of(with("\"a\":" + "[".repeat(10_000) + "]".repeat(10_000)))));
    assertTrue(GOOD.length() < 65_536);
  }

  private static List<String> scopes(Asked asked, String claims) {
    return asked.bearer(TestTokens.of(with(claims))).scopes();
  }

  /** The usual claims but for these. */
  private static String with(String claims) {
    String rest = Asked.CLAIMS.substring(1, Asked.CLAIMS.length() - 1);
    for (String name : List.of("iss", "aud", "exp")) {
      if (claims.contains("\"" + name + "\":")) {
        rest = rest.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\d+),?", "");
      }
    }
    return "{" + rest + "," + claims + "}";
  }
}
