package gatehouse.control.aws.resource;

import gatehouse.http.Account;
import java.nio.file.Path;

/**
 * What the operator has set that operations go by.
 *
 * @param account that all APIs are in
 * @param longestTimeoutMillis of an integration
 * @param httpIssuers whether issuers of tokens may be at {@code http:} URLs, wherever they are
 * @param logs where access logs may be
 */
public record Rules(
    Account account, int longestTimeoutMillis, boolean httpIssuers, LogPlaces logs) {

  /** Rules for where nobody writes an access log. */
  public Rules(Account account, int longestTimeoutMillis, boolean httpIssuers) {
    this(
        account,
        longestTimeoutMillis,
        httpIssuers,
        new LogPlaces(Path.of("logs").toAbsolutePath(), null));
  }
}
