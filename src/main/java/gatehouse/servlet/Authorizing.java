package gatehouse.servlet;

import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.JwtChecks;
import gatehouse.authorize.SigningAlgorithm;
import gatehouse.authorize.iam.AccessKeys;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.authorize.iam.IamAccess;
import gatehouse.authorize.lambda.AuthorizerResults;
import gatehouse.authorize.lambda.LambdaAuthorizers;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.AuthorizationType;
import gatehouse.http.Account;
import gatehouse.http.Ticker;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.pipeline.RequestIds;
import gatehouse.size.Quotas;
import gatehouse.upstream.Upstream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All kinds of authorizers as a deployment is set up for them. */
final class Authorizing {

  private final Set<SigningAlgorithm> algorithms;
  private final boolean allowHttp;
  private final Account account;
  private final @Nullable CredentialsFile credentials;
  private final int cacheBytes;
  private final Quotas quotas;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one makes no sense, with the remedy
   */
  Authorizing(Settings settings) {
    this.algorithms = settings.jwtAlgorithms();
    this.allowHttp = settings.jwtAllowHttp();
    this.account = settings.identity().account();
    this.credentials = settings.identity().credentials();
    this.cacheBytes = settings.authorizerCacheBytes();
    this.quotas = settings.traffic().quotas();
  }

  /** Whether keys of issuers may come without TLS. */
  boolean allowsHttp() {
    return allowHttp;
  }

  /** Where results of functions are kept; it has no thread of its own. */
  AuthorizerResults results(ScheduledExecutorService clock) {
    return new AuthorizerResults(Ticker.SYSTEM, clock, cacheBytes);
  }

  /** What decides, for the compiler of plans. */
  AccessChecks checks(
      Upstream upstream,
      ScheduledExecutorService clock,
      InvokedFunctions functions,
      AuthorizerResults results,
      RequestIds ids) {
    RouteArn arns = new RouteArn(account.region());
    Supplier<AccessKeys> keys = credentials == null ? () -> AccessKeys.NONE : credentials;
    AccessChecks checks =
        new AccessChecks(
            Map.of(
                AuthorizationType.JWT,
                new JwtChecks(upstream, clock, Ticker.SYSTEM, algorithms, allowHttp),
                AuthorizationType.CUSTOM,
                new LambdaAuthorizers(functions, new EventHeaders(ids::traceRoot), arns, results),
                AuthorizationType.AWS_IAM,
                new IamAccess(keys, account.region(), quotas.requestBodyBytes()).kind()));
    return quotas.ofAws() ? checks.withQuotaOfAws(arns) : checks;
  }

  /** Looks whether access keys have changed. */
  void poll() {
    if (credentials != null) {
      credentials.poll();
    }
  }
}
