package gatehouse.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numeric addresses that share their first bits: a CIDR range (RFC 4632, RFC 4291), or one
 * address. Immutable.
 */
public final class AddressRange {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** All else would be looked up in the DNS, which is nobody to trust here. */
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(%s[.]){3}%s|(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]{1,44}".formatted(OCTET, OCTET));

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range such as {@code 10.0.0.0/8}, or an address such as {@code ::1}.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] bytes = bytes(slash < 0 ? text : text.substring(0, slash));
    if (bytes == null) {
      throw new IllegalArgumentException(
          "`" + text + "` is no address: write one such as `10.0.0.0/8` or `192.168.1.7`");
    }
    int bits = 8 * bytes.length;
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException(
            "`%s` has no valid length: write a number from 0 to %d behind the slash"
                .formatted(text, bits));
      }
      bits = Integer.parseInt(length);
    }
    return new AddressRange(bytes, bits);
  }

  /** Whether a numeric address is among them; false for what is no address. */
  public boolean contains(String address) {
    byte[] other = bytes(address);
    if (other == null || other.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = bits % 8;
    if (Arrays.mismatch(other, 0, whole, network, 0, whole) >= 0) {
      return false;
    }
    int mask = 0xff << (8 - rest);
    return rest == 0 || (other[whole] & mask) == (network[whole] & mask);
  }

  /** Whether a text is a numeric address, of version 4 or 6; nothing is looked up. */
  public static boolean isAddress(String text) {
    return bytes(text) != null;
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
}
