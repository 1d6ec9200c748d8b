package gatehouse.control.aws.resource;

import gatehouse.http.Account;

/**
 * What the operator has set that operations go by.
 *
 * @param account that all APIs are in
 * @param longestTimeoutMillis of an integration
 * @param httpIssuers whether issuers of tokens may be at {@code http:} URLs, wherever they are
 */
public record Rules(Account account, int longestTimeoutMillis, boolean httpIssuers) {}
