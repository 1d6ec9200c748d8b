package gatehouse.size;

/**
 * How large requests and responses may be. The operator decides it once per deployment; {@link
 * SizeStep} holds requests and responses to it. Immutable.
 *
 * <p>AWS: "Quotas for configuring and running an HTTP API in API Gateway". It says "10 MB"; where
 * it gives its megabytes in bytes, as for Lambda's payloads, they are 1,048,576 bytes.
 *
 * @param requestBodyBytes the largest body of a request, or {@link #UNLIMITED}
 * @param responseBodyBytes the largest body of a response, or {@link #UNLIMITED}
 * @param requestHeadBytes the most bytes of request line and header values, or {@link #UNLIMITED}
 * @param ofAws whether AWS's other quotas hold, too, and bodies of unknown length are read wholly
 *     before they go on, so that one that is too large gets nowhere
 */
public record Quotas(
    long requestBodyBytes, long responseBodyBytes, long requestHeadBytes, boolean ofAws) {

  /** Says that there is no limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** No limits at all. */
  public static final Quotas NONE = new Quotas(UNLIMITED, UNLIMITED, UNLIMITED, false);

  /** AWS's: 10 MB each way, and 10,240 bytes of request line and header values. */
  public static final Quotas AWS = new Quotas(10L << 20, 10L << 20, 10_240, true);
}
