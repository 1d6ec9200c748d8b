package gatehouse.http;

import java.util.regex.Pattern;

/**
 * The account and the region that the APIs of this gateway are in, as far as clients, functions and
 * policies are told: they stand in {@code $context.accountId} and in ARNs, and lead nowhere.
 *
 * @param id 12 digits
 * @param region for example {@code eu-central-1}
 */
public record Account(String id, String region) {

  private static final Pattern ID = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Where everything is unless the operator says otherwise. */
  public static final Account DEFAULT = new Account("000000000000", "us-east-1");

  /**
   * An account.
   *
   * @throws IllegalArgumentException when one of them could not stand in an ARN, with the remedy
   */
  public Account {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("is no account: write 12 digits");
    }
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("is no region: write one such as `us-east-1`");
    }
  }
}
