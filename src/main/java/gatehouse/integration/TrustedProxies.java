package gatehouse.integration;

import gatehouse.http.AddressRange;
import java.util.Arrays;
import java.util.List;

/**
 * The peers whose word on {@code Forwarded} and {@code X-Forwarded-*} counts: addresses and CIDR
 * ranges. Immutable.
 */
public final class TrustedProxies {

  /** Nobody's word counts. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list such as {@code 10.0.0.0/8, 192.168.1.7, ::1}.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static TrustedProxies parse(String list) {
    return new TrustedProxies(
        Arrays.stream(list.split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .map(AddressRange::parse)
            .toList());
  }

  /** Whether this numeric address is one of them. */
  public boolean contains(String address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
