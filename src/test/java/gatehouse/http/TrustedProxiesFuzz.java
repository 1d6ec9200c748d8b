package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The first line is the list of trusted proxies, the second one the peer; the others are {@code
 * X-Forwarded-For} and {@code X-Forwarded-Proto} by turns.
 */
final class TrustedProxiesFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) throws Exception {
    String list = input.line();
    String peer = input.line();
    Headers headers = headers(input.lines());
    TrustedProxies trusted;
    try {
      trusted = TrustedProxies.parse(list);
    } catch (IllegalArgumentException fault) {
      // For the operator alone, who wrote the list.
      assertFalse(String.valueOf(fault.getMessage()).isBlank());
      return;
    }
    List<String> hops = new ArrayList<>(List.of(peer));
    List<String> told = new ArrayList<>();
    for (String value : headers.all("X-Forwarded-For")) {
      told.addAll(List.of(value.split(",", -1)));
    }
    Collections.reverse(told);
    told.forEach(address -> hops.add(address.strip()));
    for (String hop : hops) {
      assertEquals(contains(list, hop), trusted.contains(hop), () -> hop + " in " + list);
    }
    RequestSource source = trusted.sourceOf(Exchanges.from("http", peer, headers));
    int at = 0;
    while (at + 1 < hops.size()
        && contains(list, hops.get(at))
        && AddressRange.isAddress(hops.get(at + 1))) {
      at++;
    }
    assertEquals(hops.get(at), source.address());
    if (!trusted.contains(peer)) {
      assertEquals("http", source.scheme());
    }
    assertTrue(List.of("http", "https").contains(source.scheme()));
  }

  private static Headers headers(List<String> lines) {
    Headers.Builder headers = new Headers.Builder(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      if (FieldSyntax.isValue(lines.get(i))) {
        headers.add(i % 2 == 0 ? "X-Forwarded-For" : "x-forwarded-PROTO", lines.get(i));
      }
    }
    return headers.build();
  }

  /** By numbers instead of bits and bytes. */
  private static boolean contains(String list, String address) throws Exception {
    if (!AddressRange.isAddress(address)) {
      return false;
    }
    byte[] bytes = InetAddress.getByName(address).getAddress();
    for (String entry : list.split("[,\\s]+", -1)) {
      if (!entry.isEmpty()) {
        String[] parts = entry.split("/", -1);
        byte[] network = InetAddress.getByName(parts[0]).getAddress();
        int bits = parts.length < 2 ? network.length * 8 : Integer.parseInt(parts[1]);
        int shift = network.length * 8 - bits;
        assertFalse(shift < 0, entry);
        if (network.length == bytes.length
            && new BigInteger(1, network)
                .shiftRight(shift)
                .equals(new BigInteger(1, bytes).shiftRight(shift))) {
          return true;
        }
      }
    }
    return false;
  }
}
