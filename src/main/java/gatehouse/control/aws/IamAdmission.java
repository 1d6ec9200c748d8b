package gatehouse.control.aws;

import gatehouse.authorize.iam.AccessKeys;
import gatehouse.authorize.iam.Denied;
import gatehouse.authorize.iam.SignedRequests;
import gatehouse.authorize.policy.Attempt;
import gatehouse.control.audit.Actor;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.http.Caller;
import gatehouse.http.Request;
import gatehouse.http.TrustedProxies;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Lets those manage the gateway who sign their requests with an access key whose policies allow it,
 * from wherever they come.
 *
 * <p>AWS: "Control access to API Gateway REST API management", which holds for HTTP APIs, too: the
 * actions are HTTP's methods, the resources the paths.
 */
public final class IamAdmission implements Admission {

  private final SignedRequests requests;
  private final InstantSource clock;
  private final TrustedProxies proxies;

  /**
   * An admission.
   *
   * @param keys of administrators; never blocks
   * @param service that signatures must be for
   * @param region that they must be for
   * @param proxies tell where requests come from, for the conditions of policies
   */
  public IamAdmission(
      Supplier<AccessKeys> keys,
      String service,
      String region,
      InstantSource clock,
      TrustedProxies proxies) {
    this.requests = new SignedRequests(keys, service, region);
    this.clock = clock;
    this.proxies = proxies;
  }

  @Override
  public void connected(Request request) {
    try {
      requests.checkHead(request, clock.instant());
    } catch (Denied e) {
      throw refusal(e);
    }
  }

  @Override
  public Actor identify(Request request, byte[] body) {
    try {
      Caller.Signer signer = requests.signer(request, body, clock.instant());
      return new Actor("IAMUser", signer.userArn(), signer.accountId(), signer.accessKey());
    } catch (Denied e) {
      throw refusal(e);
    }
  }

  @Override
  public void permit(Actor actor, Asked asked) {
    try {
      requests.checkPermitted(
          Objects.requireNonNull(actor.accessKeyId()),
          Attempt.of(
              asked.request(),
              proxies.sourceOf(asked.request()),
              asked.action(),
              asked.resource()));
    } catch (Denied e) {
      throw refusal(e);
    }
  }

  private static AwsException refusal(Denied denied) {
    AwsException.Kind kind =
        switch (denied.kind()) {
          case UNSIGNED -> AwsException.Kind.MISSING_TOKEN;
          case INCOMPLETE -> AwsException.Kind.INCOMPLETE_SIGNATURE;
          case UNKNOWN_KEY -> AwsException.Kind.UNRECOGNIZED_CLIENT;
          case WRONG -> AwsException.Kind.INVALID_SIGNATURE;
          case NOT_PERMITTED -> AwsException.Kind.ACCESS_DENIED;
        };
    return AwsException.of(kind, denied.told());
  }
}
