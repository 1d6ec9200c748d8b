package gatehouse.authorize.policy;

/** What a policy says of an attempt. AWS: "Policy evaluation logic" of the IAM User Guide. */
public enum Decision {
  /** Some statement allows it, and none denies it. */
  ALLOW,
  /** Some statement denies it, whatever others allow. */
  DENY,
  /** No statement speaks of it: it is not allowed, but another policy may allow it. */
  NO_MATCH
}
