package gatehouse.control.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change. No secrets.
 *
 * <p>AWS: {@code userIdentity} of CloudTrail's records.
 *
 * @param type {@code IAMUser}, {@code Loopback} or {@code Unknown}
 * @param arn null when there is none, as the following
 * @param accountId twelve digits
 * @param accessKeyId with which the request is signed
 */
public record Actor(
    String type, @Nullable String arn, @Nullable String accountId, @Nullable String accessKeyId) {

  /** Somebody on this machine, and nothing more is known. */
  public static final Actor LOOPBACK = new Actor("Loopback", null, null, null);

  /** Nobody whom we know. */
  public static final Actor UNKNOWN = new Actor("Unknown", null, null, null);
}
