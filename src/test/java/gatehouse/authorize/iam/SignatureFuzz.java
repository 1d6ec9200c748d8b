package gatehouse.authorize.iam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.util.List;
import java.util.Locale;

/**
 * The first line is a target, the others are fields: what claims to be signed is read in one way or
 * refused, and written in the one canonical form.
 */
final class SignatureFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String[] target = input.line().split("\\?", 2);
    Headers.Builder headers = new Headers.Builder(4);
    for (String line : input.lines()) {
      String[] field = line.split(":", 2);
      try {
        headers.add(field[0], field.length < 2 ? "" : field[1].strip());
      } catch (IllegalArgumentException none) {
        // No container lets it through.
      }
    }
    Request request;
    try {
      request =
          Exchanges.request(
              "GET", target[0], target.length < 2 ? null : target[1], headers.build(), Body.EMPTY);
    } catch (Refusal noPath) {
      return;
    }
    canonical(request);
    try {
      Claim claim = Claim.of(request);
      assertTrue(claim.signature().matches("[0-9a-f]{64}"));
      assertTrue(claim.signedHeaders().contains("host"));
      assertEquals(
          claim.signedHeaders().stream().sorted().distinct().toList(), claim.signedHeaders());
      for (int i = 0; i < request.headers().size(); i++) {
        String name = request.headers().name(i).toLowerCase(Locale.ROOT);
        assertTrue(!name.startsWith("x-amz-") || claim.signedHeaders().contains(name), name);
      }
      assertEquals(claim.timestamp(), ClaimReader.TIMESTAMP.format(claim.time()));
      assertFalse(claim.scope().keyId().isEmpty());
      assertTrue(claim.validity() == null || claim.validity().toSeconds() <= 604_800);
      assertEquals(1, request.headers().all("Host").size(), "two hosts are signed as one");
    } catch (Denied denied) {
      Promise.isTold(denied, "");
    }
  }

  private static void canonical(Request request) {
    List<String> none = List.of();
    String text = new String(CanonicalRequest.bytes(request, none, "HASH"), ISO_8859_1);
    String[] lines = text.split("\n", -1);
    assertEquals(6, lines.length, text);
    assertEquals("GET", lines[0]);
    assertTrue(lines[1].matches("/([A-Za-z0-9._~/-]|%[0-9A-F]{2})*"), lines[1]);
    assertFalse(lines[1].contains("//"));
    assertTrue(lines[2].isEmpty() || lines[2].matches("([A-Za-z0-9._~=&-]|%[0-9A-F]{2})*"));
    String query = lines[2];
    Request again =
        Exchanges.request("GET", request.path().whole(), query, Headers.EMPTY, Body.EMPTY);
    assertEquals(
        text, new String(CanonicalRequest.bytes(again, none, "HASH"), ISO_8859_1), "idempotent");
    assertTrue(text.length() < 100 + 4 * (request.path().whole().length() + query.length()));
  }
}
