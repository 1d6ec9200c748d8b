package gatehouse.integration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The peers whose word on {@code Forwarded} and {@code X-Forwarded-*} counts: addresses and CIDR
 * ranges (RFC 4632, RFC 4291). Immutable.
 */
public final class TrustedProxies {

  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** All else would be looked up in the DNS, which is nobody to trust here. */
  private static final Pattern NUMERIC =
      Pattern.compile("(%s[.]){3}%s|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*".formatted(OCTET, OCTET));

  private final List<Range> ranges;

  private TrustedProxies(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list such as {@code 10.0.0.0/8, 192.168.1.7, ::1}.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static TrustedProxies parse(String list) {
    List<Range> ranges = new ArrayList<>();
    for (String entry : list.split("[,\\s]+", -1)) {
      if (!entry.isEmpty()) {
        ranges.add(range(entry));
      }
    }
    return new TrustedProxies(ranges);
  }

  /** Whether this numeric address is one of them. */
  public boolean contains(String address) {
    if (ranges.isEmpty()) {
      return false;
    }
    byte[] bytes = bytes(address);
    return bytes != null && ranges.stream().anyMatch(range -> range.contains(bytes));
  }

  private static Range range(String entry) {
    int slash = entry.indexOf('/');
    String address = slash < 0 ? entry : entry.substring(0, slash);
    byte[] bytes = bytes(address);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "`" + entry + "` is no address: write one such as `10.0.0.0/8` or `192.168.1.7`");
    }
    int bits = 8 * bytes.length;
    if (slash >= 0) {
      String length = entry.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException(
            "`%s` has no valid length: write a number from 0 to %d behind the slash"
                .formatted(entry, bits));
      }
      bits = Integer.parseInt(length);
    }
    return new Range(bytes, bits);
  }

  /** Null for what is no address. */
  private static byte @Nullable [] bytes(String address) {
    if (!NUMERIC.matcher(address).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The addresses that share their first bits with a network's. */
  private static final class Range {

    private final byte[] network;
    private final int bits;

    Range(byte[] network, int bits) {
      this.network = network;
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      if (Arrays.mismatch(address, 0, whole, network, 0, whole) >= 0) {
        return false;
      }
      int mask = 0xff << (8 - rest);
      return rest == 0 || (address[whole] & mask) == (network[whole] & mask);
    }
  }
}
