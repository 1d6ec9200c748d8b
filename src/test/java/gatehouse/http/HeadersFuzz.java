package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Lines of fields: which get in, which stay on this connection, and what becomes of a trace. */
final class HeadersFuzz implements FuzzTarget {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final String ID = "1-67891233-abcdef012345678912345678";
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-authentication-info",
          "te",
          "trailer",
          "trailers",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  @Override
  public void check(Draws input) {
    Headers.Builder builder = new Headers.Builder(2);
    List<String> names = new ArrayList<>();
    List<String> ended = new ArrayList<>(OF_A_CONNECTION);
    for (String line : input.lines()) {
      String[] field = line.split(":", 2);
      String value = field.length < 2 ? "" : field[1];
      boolean fits = TOKEN.matcher(field[0]).matches() && VALUE.matcher(value).matches();
      try {
        builder.add(field[0], value);
        assertTrue(fits, () -> "accepted: " + line);
        names.add(field[0]);
        if (field[0].equalsIgnoreCase("Connection")) {
          Arrays.stream(value.split(",", -1))
              .forEach(name -> ended.add(name.strip().toLowerCase(Locale.ROOT)));
        }
      } catch (IllegalArgumentException fault) {
        assertTrue(!fits, () -> "refused: " + line);
        Promise.isTold(fault, line);
        assertTrue(value.length() < 30 || !String.valueOf(fault.getMessage()).contains(value));
      }
    }
    Headers headers = builder.build();
    assertEquals(names.size(), headers.size());
    HopByHop hopByHop = HopByHop.of(headers);
    for (String name : names) {
      assertEquals(ended.contains(name.toLowerCase(Locale.ROOT)), hopByHop.contains(name), name);
    }
    trace(headers.all(TraceHeader.NAME));
  }

  private static void trace(List<String> begun) {
    String carried = TraceHeader.carriedOn(begun, ID);
    assertTrue(VALUE.matcher(carried).matches());
    assertTrue(
        carried.length() <= ID.length() + 10 + begun.stream().mapToInt(String::length).sum());
    assertTrue(carried.equals("Root=" + ID) || carried.startsWith("Self=" + ID + ";"));
    assertEquals(
        1,
        Arrays.stream(carried.split(";", -1))
            .filter(part -> part.toLowerCase(Locale.ROOT).startsWith("root="))
            .count());
    if (carried.startsWith("Self")) {
      assertEquals(carried, TraceHeader.carriedOn(List.of(carried), ID));
    }
  }
}
