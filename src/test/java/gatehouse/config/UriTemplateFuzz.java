package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.UriPart.Resolved;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The first line is a URI, the others are values of stage variables {@code a}, {@code b}, … */
final class UriTemplateFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) throws Exception {
    String text = input.line();
    Map<String, String> variables = new HashMap<>();
    for (String value : input.lines()) {
      variables.put(String.valueOf((char) ('a' + variables.size() % 26)), value);
    }
    try {
      UriTemplate template = UriTemplate.parse(text);
      assertEquals(
          template.scheme() + text.substring(template.scheme().length()).replace("+}", "}"),
          template.text().replace("+}", "}"));
      assertEquals(template, UriTemplate.parse(template.text()));
      int query = template.text().indexOf('?');
      assertEquals(
          query < 0 ? template.text() : template.text().substring(0, query) + "?…",
          template.toString());
      variables.keySet().retainAll(template.stageVariables());
      check(template.resolve(variables));
    } catch (IllegalArgumentException fault) {
      Promise.isTold(fault, text + variables);
    }
  }

  /** What the JDK takes such a URI for. */
  private static void check(ResolvedUri uri) throws Exception {
    String path = text(uri.path());
    List<Resolved> parts = uri.query();
    String whole =
        uri.scheme() + "://" + uri.authority() + path + (parts == null ? "" : "?" + text(parts));
    assertTrue(path.startsWith("/"), whole);
    URI theirs = new URI(uri.scheme() + "://" + uri.authority() + "/");
    String host = theirs.getHost();
    // Names with an underscore are none to the JDK.
    if (host != null) {
      assertEquals(uri.host(), host.replaceAll("[\\[\\]]", ""));
      int port = theirs.getPort();
      assertEquals(uri.port(), port < 0 ? uri.scheme().equals("https") ? 443 : 80 : port);
    }
    assertEquals(uri.host(), uri.host().toLowerCase(Locale.ROOT));
    assertFalse(uri.host().isEmpty());
    assertTrue(uri.port() >= 1 && uri.port() <= 65_535);
    assertTrue(whole.chars().allMatch(c -> c > ' ' && c < 0x7f), whole);
    assertEquals(-1, whole.indexOf('#'));
    assertNotNull(uri.toString());
    assertEquals(-1, uri.authority().indexOf('@'));
  }

  private static String text(List<Resolved> parts) {
    return parts.stream().map(UriPart::text).collect(Collectors.joining());
  }
}
