package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A path is decoded once, to the same segments whoever decodes it, or refused. */
final class RequestPathFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String raw = input.rest();
    RequestPath path;
    try {
      path = RequestPath.parse(raw);
    } catch (Refusal refusal) {
      assertEquals(400, refusal.status());
      return;
    }
    String decoded = path.decoded();
    // The JDK's own decoder, kept from taking a plus for a space.
    assertEquals(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8), decoded);
    assertTrue(decoded.startsWith("/"));
    for (String segment : decoded.split("/", -1)) {
      String name = segment.split(";", 2)[0];
      assertFalse(name.equals(".") || name.equals(".."), decoded);
    }
    assertTrue(decoded.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\'), decoded);
    assertEquals(raw, path.raw());
    assertEquals(raw, path.whole());
    assertEquals(raw.length(), path.rawLength());
    assertFalse(path.isImplied());
    assertEquals(decoded.substring(1).split("/", 2)[0], path.firstSegment());
    assertEquals(path, RequestPath.of(decoded));
    assertEquals(path, RequestPath.parse(encoded(decoded)));
    below(path);
  }

  /** What is written behind a prefix is what is left of it. */
  private static void below(RequestPath path) {
    String decoded = path.decoded();
    for (int slash = decoded.indexOf('/', 1); slash > 0; slash = decoded.indexOf('/', slash + 1)) {
      RequestPath below = path.below(decoded.substring(0, slash));
      assertNotNull(below);
      assertEquals(decoded.substring(slash), below.decoded());
      assertEquals(below, RequestPath.parse(slashed(below.raw())));
      assertTrue(path.raw().endsWith(below.raw()));
      assertEquals(path.raw(), below.whole());
      assertFalse(below.isImplied());
    }
    if (decoded.length() > 1 && !decoded.endsWith("/")) {
      RequestPath nothing = path.below(decoded);
      assertNotNull(nothing);
      assertEquals("/", nothing.decoded());
      assertTrue(nothing.isImplied());
      assertNull(path.below(decoded + "x"));
    }
    for (String broken : List.of("%", "%4", "%zz", "%ff", "\u00e9", "/../x", "/%2e%2E;a")) {
      assertThrows(Refusal.class, () -> RequestPath.parse(path.raw() + broken));
    }
  }

  private static String slashed(String raw) {
    return raw.startsWith("/") ? raw : "/" + raw.substring("%2F".length());
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(b == '/' ? "/" : "%%%02x".formatted(b & 0xff));
    }
    return encoded.toString();
  }
}
