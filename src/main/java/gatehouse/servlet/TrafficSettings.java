package gatehouse.servlet;

import gatehouse.pipeline.Traffic;
import gatehouse.size.Quotas;

/** How much may come at once, and how large, as the operator sets it. */
final class TrafficSettings {

  private static final long LARGEST_BODY = 1L << 50;
  private static final int MOST_IN_FLIGHT = 1_000_000;
  private static final int FEWEST_IN_FLIGHT = 256;

  /**
   * Bytes: half as much again as a request takes in Tomcat that waits for its upstream, with the
   * buffers of its connections on both sides.
   */
  private static final int HEAP_OF_ONE = 128 * 1024;

  private static final int LONGEST_HEAD = 1 << 30;

  private final SettingSource source;

  TrafficSettings(SettingSource source) {
    this.source = source;
  }

  /** What holds for sizes; AWS's quotas where these are wanted and nothing smaller is set. */
  Quotas quotas() {
    Quotas usual = areOfAws() ? Quotas.AWS : Quotas.NONE;
    return new Quotas(
        limit(SettingKey.MAX_REQUEST_BODY_BYTES, usual.requestBodyBytes(), LARGEST_BODY),
        limit(SettingKey.MAX_RESPONSE_BODY_BYTES, usual.responseBodyBytes(), LARGEST_BODY),
        limit(SettingKey.MAX_REQUEST_HEAD_BYTES, usual.requestHeadBytes(), LONGEST_HEAD),
        areOfAws());
  }

  int maxInFlight() {
    return source.number(
        SettingKey.MAX_IN_FLIGHT, inFlightOf(Runtime.getRuntime().maxMemory()), 1, MOST_IN_FLIGHT);
  }

  /** As many as a heap of so many bytes holds, with room for all else. */
  static int inFlightOf(long heapBytes) {
    return (int) Math.max(FEWEST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, heapBytes / HEAP_OF_ONE));
  }

  int maxInFlightPerIntegration() {
    return source.number(
        SettingKey.MAX_IN_FLIGHT_PER_INTEGRATION, Traffic.UNLIMITED, 1, MOST_IN_FLIGHT);
  }

  /**
   * Holds a setting to AWS's quota, where AWS's quotas are wanted.
   *
   * @throws IllegalArgumentException when it goes beyond
   */
  void checkQuota(SettingKey key, long number, long quota) {
    if (areOfAws() && number > quota) {
      throw new IllegalArgumentException(
          "setting %s is `%d`, but %s is `aws`, and AWS has at most %d: lower it, or remove one of the two"
              .formatted(key.property(), number, SettingKey.QUOTAS.property(), quota));
    }
  }

  private long limit(SettingKey key, long usual, long most) {
    long limit = source.number(key, usual, 1, most);
    checkQuota(key, limit, usual);
    return limit;
  }

  private boolean areOfAws() {
    String set = source.text(SettingKey.QUOTAS);
    if (set != null && !set.equals("aws") && !set.equals("none")) {
      throw new IllegalArgumentException(
          "setting %s is `%s`: write `aws` or `none`".formatted(SettingKey.QUOTAS.property(), set));
    }
    return "aws".equals(set);
  }
}
