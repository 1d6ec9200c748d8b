package gatehouse.authorize.lambda;

import gatehouse.authorize.policy.Attempt;
import gatehouse.authorize.policy.Decision;
import gatehouse.authorize.policy.Policy;

/**
 * What a function has granted its caller. Immutable, so that it can be asked again for each request
 * that uses the same result.
 */
@FunctionalInterface
interface Rights {

  /** Whether the caller may use a route in the way that a request does. */
  boolean allow(Attempt attempt);

  /** Simple answers hold for every route. */
  static Rights of(boolean authorized) {
    return attempt -> authorized;
  }

  /** Policies are asked for each route anew; what they do not speak of is not allowed. */
  static Rights of(Policy policy) {
    return attempt -> policy.decide(attempt) == Decision.ALLOW;
  }
}
