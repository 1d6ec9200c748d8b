package gatehouse.pipeline;

import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids in AWS's form. They tell requests apart and are no secrets, so a fast source of randomness is
 * enough. Safe for use by several threads.
 */
public final class RequestIds {

  /** 11 bytes are 15 characters and one of padding, as in {@code JCJpvgQCvHcEPjA=}. */
  private static final int ID_BYTES = 11;

  private static final int TRACE_BYTES = 12;
  private static final HexFormat HEX = HexFormat.of();

  private final InstantSource clock;

  /** Ids whose trace roots carry this clock's time. */
  public RequestIds(InstantSource clock) {
    this.clock = clock;
  }

  /** A new id for {@code apigw-requestid}. */
  public String requestId() {
    return Base64.getUrlEncoder().encodeToString(random(ID_BYTES));
  }

  /** A new root for {@code X-Amzn-Trace-Id}: {@code 1-<8 hex of the time>-<24 hex>}. */
  public String traceRoot() {
    String time = HEX.toHexDigits((int) (clock.millis() / 1000));
    return "1-" + time + "-" + HEX.formatHex(random(TRACE_BYTES));
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
