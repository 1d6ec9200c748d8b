package gatehouse.authorize.iam;

import gatehouse.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature, read but not believed. Immutable.
 *
 * <p>AWS: "Elements of an AWS API request signature" of the IAM User Guide.
 *
 * @param scope whose signature it is
 * @param signedHeaders in lower case and in order
 * @param signature 64 hexadecimal digits
 * @param timestamp as it is signed: {@code 20200312T190358Z}
 * @param time the same
 * @param validity of a presigned URL; null for a request that is signed when it is sent
 * @param sessionToken null when there is none
 * @param payloadHash what the client says of the body; null when it says nothing
 */
record Claim(
    Scope scope,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    Instant time,
    @Nullable Duration validity,
    @Nullable String sessionToken,
    @Nullable String payloadHash) {

  /** Says that the body is not signed. */
  static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  /** How far the client's clock may be off. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  Claim {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /**
   * What a request says.
   *
   * @throws Denied when it says nothing, or not all that it must
   */
  static Claim of(Request request) {
    return ClaimReader.read(request);
  }

  /**
   * Checks that the signature counts now.
   *
   * @throws Denied when its time has not come, or is over
   */
  void checkTime(Instant now) {
    if (!timestamp.startsWith(scope.date() + "T")) {
      throw Denied.wrong("the credential is of another day than the signature");
    }
    if (time.isAfter(now.plus(SKEW))) {
      throw Denied.wrong(
          "the signature is from the future",
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(timestamp, text(now.plus(SKEW)), text(now)));
    }
    Duration lifetime = validity == null ? SKEW : validity;
    if (now.isAfter(time.plus(lifetime))) {
      throw Denied.wrong(
          "the signature has expired",
          "Signature expired: %s is now earlier than %s (%s - %s.)"
              .formatted(
                  timestamp,
                  text(now.minus(lifetime)),
                  text(now),
                  validity == null ? "5 min" : validity.toSeconds() + " s"));
    }
  }

  private static String text(Instant time) {
    return ClaimReader.TIMESTAMP.format(time);
  }

  /** Whose it claims to be; all else may be secret. */
  @Override
  public String toString() {
    return "Claim[" + scope.keyId() + "]";
  }
}
