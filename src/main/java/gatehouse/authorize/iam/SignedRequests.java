package gatehouse.authorize.iam;

import gatehouse.authorize.policy.Attempt;
import gatehouse.authorize.policy.Decision;
import gatehouse.http.Caller;
import gatehouse.http.Request;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Finds out who has signed requests to a service of AWS's, and what he may do there. The signature
 * must cover the body. For any number of threads; never blocks.
 *
 * <p>AWS: "Signature Version 4 for API requests" of the IAM User Guide.
 */
public final class SignedRequests {

  private final Supplier<AccessKeys> keys;
  private final String service;
  private final String region;

  /**
   * The requests to a service.
   *
   * @param keys that count at the moment; never blocks
   * @param service that signatures must be for, such as {@code apigateway}
   * @param region that they must be for
   */
  public SignedRequests(Supplier<AccessKeys> keys, String service, String region) {
    this.keys = keys;
    this.service = service;
    this.region = region;
  }

  /**
   * Checks all that can be before the body is there: strangers are not listened to. Where the
   * client tells the body's hash that is the signature, too.
   *
   * @return whether it is: the key's holder has sent this, if not with this body
   * @throws Denied when it could not pass, whatever its body were
   */
  public boolean checkHead(Request request, Instant now) {
    Claim claim = claim(request, now);
    AccessKey key = key(claim);
    if (claim.payloadHash() == null) {
      return false;
    }
    check(request, claim, key, claim.payloadHash());
    return true;
  }

  /**
   * Who has signed a request.
   *
   * @param body all of it
   * @throws Denied when nobody has whom we know
   */
  public Caller.Signer signer(Request request, byte[] body, Instant now) {
    Claim claim = claim(request, now);
    AccessKey key = key(claim);
    check(request, claim, key, Signature.sha256(body));
    return key.holder();
  }

  /**
   * Checks that a key's policies allow something.
   *
   * @param keyId of a caller whom {@link #signer} has told
   * @throws Denied when they do not, or the key has been taken away meanwhile
   */
  public void checkPermitted(String keyId, Attempt attempt) {
    AccessKey key = keys.get().find(keyId);
    if (key == null) {
      throw Denied.unknown("the access key has just been taken away");
    }
    Decision decision = key.decide(attempt);
    if (decision != Decision.ALLOW) {
      String arn = key.holder().userArn();
      throw new Denied(
          Denied.Kind.NOT_PERMITTED,
          arn + " may not " + attempt.action(),
          "User: %s is not authorized to perform: %s on resource: %s %s"
              .formatted(
                  arn,
                  attempt.action(),
                  attempt.resource(),
                  decision == Decision.DENY
                      ? "with an explicit deny in an identity-based policy"
                      : "because no identity-based policy allows the %s action"
                          .formatted(attempt.action())));
    }
  }

  private Claim claim(Request request, Instant now) {
    Claim claim = Claim.of(request);
    claim.checkTime(now);
    claim.scope().check(service, region);
    return claim;
  }

  private AccessKey key(Claim claim) {
    AccessKey key = keys.get().find(claim.scope().keyId());
    if (key == null) {
      throw Denied.unknown("there is no such access key");
    }
    if (!key.hasToken(claim.sessionToken())) {
      throw Denied.unknown("the session token is not the key's");
    }
    return key;
  }

  private static void check(Request request, Claim claim, AccessKey key, String payloadHash) {
    if (!Signature.matches(request, claim, payloadHash, key.secret())) {
      throw Denied.wrong("the signature does not match");
    }
  }
}
