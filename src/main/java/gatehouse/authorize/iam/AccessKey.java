package gatehouse.authorize.iam;

import gatehouse.authorize.policy.Attempt;
import gatehouse.authorize.policy.Decision;
import gatehouse.authorize.policy.Policy;
import gatehouse.http.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access key, whose it is, and what he may do. Immutable.
 *
 * @param secret what requests are signed with
 * @param sessionToken that each request must carry; null for a key that lasts
 * @param holder for {@code $context} and events
 * @param policies together decide what the holder may do
 */
record AccessKey(
    String secret, @Nullable String sessionToken, Caller.Signer holder, List<Policy> policies) {

  AccessKey {
    policies = List.copyOf(policies);
  }

  /** Some policy allows it and none denies it. */
  boolean permits(Attempt attempt) {
    return decide(attempt) == Decision.ALLOW;
  }

  /** What all policies together say. */
  Decision decide(Attempt attempt) {
    Decision all = Decision.NO_MATCH;
    for (Policy policy : policies) {
      Decision decision = policy.decide(attempt);
      if (decision == Decision.DENY) {
        return Decision.DENY;
      }
      all = decision == Decision.ALLOW ? Decision.ALLOW : all;
    }
    return all;
  }

  /** Whether a request has presented the session token that it must; it takes the same time. */
  boolean hasToken(@Nullable String presented) {
    return Signature.isEqual(
        sessionToken == null ? "" : sessionToken, presented == null ? "" : presented);
  }

  /** The key's id only. */
  @Override
  public String toString() {
    return "AccessKey[" + holder.accessKey() + "]";
  }
}
