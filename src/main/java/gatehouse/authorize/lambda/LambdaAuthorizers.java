package gatehouse.authorize.lambda;

import gatehouse.authorize.AccessCheck;
import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.Api;
import gatehouse.config.Authorizer.RequestAuthorizer;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.Function;
import gatehouse.lambda.Functions;
import gatehouse.lambda.RequestEvent10;
import gatehouse.lambda.RequestEvent20;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks of routes with Lambda authorizers. Their results stand beside the plans. Plans
 * are made one at a time.
 */
public final class LambdaAuthorizers implements AccessChecks.Kind {

  private final Functions functions;
  private final EventHeaders headers;
  private final RouteArn arns;
  private final AuthorizerResults results;
  private AuthorizerResults.Draft draft;

  /**
   * Checks that call these functions.
   *
   * @param headers how requests are told in events
   * @param arns how routes are told in events, and what policies are about
   */
  public LambdaAuthorizers(
      Functions functions, EventHeaders headers, RouteArn arns, AuthorizerResults results) {
    this.functions = functions;
    this.headers = headers;
    this.arns = arns;
    this.results = results;
    this.draft = results.draft();
  }

  /**
   * All that a result depends on, but for the request.
   *
   * @param place where the function is asked
   */
  private record Definition(
      RequestAuthorizer authorizer, Map<String, String> stageVariables, String place) {

    /** Nothing of the variables, which may be secret. */
    @Override
    public String toString() {
      return "Definition[" + authorizer.id() + "]";
    }
  }

  /**
   * The function that a route's authorizer asks.
   *
   * @throws IllegalArgumentException with the fault and its remedy, when the name of the function
   *     makes no sense in this stage
   */
  public static Function function(Functions functions, Stage stage, Release release, Route route) {
    return functions.of(authorizer(release, route).uri().resolve(stage.variables()));
  }

  private static RequestAuthorizer authorizer(Release release, Route route) {
    String id = route.authorization().authorizerId();
    if (id != null && release.authorizers().get(id) instanceof RequestAuthorizer authorizer) {
      return authorizer;
    }
    throw new IllegalStateException("was checked when the configuration was read");
  }

  /**
   * What is to be told the operator of a route with a Lambda authorizer.
   *
   * @return null when there is nothing
   */
  public static @Nullable String warningOf(Release release, Route route) {
    RequestAuthorizer authorizer = authorizer(release, route);
    return authorizer.credentialsArn() == null
        ? null
        : release
            .problem(
                authorizer,
                "AuthorizerCredentialsArn",
                "is not assumed: the function is invoked with the gateway's own credentials")
            .toString();
  }

  @Override
  public @Nullable String warning(Release release, Route route) {
    return warningOf(release, route);
  }

  @Override
  public AccessCheck of(Api api, Stage stage, Release release, Route route) {
    RequestAuthorizer authorizer = authorizer(release, route);
    String version = authorizer.payloadFormatVersion();
    Function function = function(functions, stage, release, route);
    return new LambdaAuthorizer(
        function,
        new IdentitySources(authorizer.identitySources(), headers),
        new AuthorizerEvent(
            version, version.equals("1.0") ? new RequestEvent10() : new RequestEvent20()),
        new AuthorizerAnswer(authorizer),
        arns,
        results(api, stage, authorizer, function.place()));
  }

  /** Without identity sources there is nothing to keep results by. */
  private @Nullable SharedResults results(
      Api api, Stage stage, RequestAuthorizer authorizer, String place) {
    return authorizer.resultTtlSeconds() == 0 || authorizer.identitySources().isEmpty()
        ? null
        : draft.of(
            new AuthorizerResults.Owner(api.id(), stage.name(), authorizer.id()),
            new Definition(authorizer, stage.variables(), place),
            Duration.ofSeconds(authorizer.resultTtlSeconds()));
  }

  @Override
  public void compiled() {
    draft.commit();
    draft = results.draft();
  }
}
