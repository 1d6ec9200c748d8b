package gatehouse.authorize.policy;

import java.util.List;

/**
 * The keys that a condition may ask for, in lower case; in policies their case does not count.
 *
 * <p>AWS: "AWS global condition context keys" of the IAM User Guide.
 */
final class ConditionKey {

  static final String SOURCE_IP = "aws:sourceip";
  static final String SECURE_TRANSPORT = "aws:securetransport";
  static final String USER_AGENT = "aws:useragent";
  static final String REFERER = "aws:referer";

  static final List<String> ALL = List.of(SOURCE_IP, SECURE_TRANSPORT, USER_AGENT, REFERER);

  private ConditionKey() {}
}
