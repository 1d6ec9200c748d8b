package gatehouse.authorize.policy;

import gatehouse.http.ApiStage;
import gatehouse.http.Exchange;

/**
 * The ARNs of an account's routes, as requests call them. Immutable.
 *
 * <p>AWS: {@code routeArn} of "Control access to HTTP APIs with AWS Lambda authorizers".
 *
 * @param region for example {@code us-east-1}
 */
public record RouteArn(String region) {

  /**
   * What a request calls: {@code arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH}, with
   * the decoded path, without stage and leading slash. Whatever a client writes into it is text:
   * wildcards have a meaning only in policies, see {@link Attempt#readsAsPattern}.
   */
  public String of(Exchange exchange) {
    ApiStage stage = exchange.match().stage();
    return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
        .formatted(
            region,
            stage.accountId(),
            stage.apiId(),
            stage.stageName(),
            exchange.request().method(),
            exchange.path().decoded());
  }
}
