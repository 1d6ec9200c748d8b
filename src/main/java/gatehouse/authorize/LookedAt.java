package gatehouse.authorize;

import gatehouse.authorize.lambda.LambdaAuthorizers;
import gatehouse.config.Api;
import gatehouse.config.AuthorizationType;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.http.Caller;
import gatehouse.lambda.Functions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks of a configuration that is only looked at: they let everybody through and ask neither
 * issuers nor functions, but tell of the configuration what those of a server do.
 */
public final class LookedAt {

  private static final AccessCheck EVERYBODY =
      exchange -> CompletableFuture.completedStage(Caller.ANONYMOUS);

  private LookedAt() {}

  /**
   * Such checks.
   *
   * @param functions finds them, and calls none
   */
  public static AccessChecks checks(Functions functions) {
    return new AccessChecks(
        Map.of(
            AuthorizationType.JWT,
            new OfTokens(),
            AuthorizationType.CUSTOM,
            new OfFunctions(functions),
            AuthorizationType.AWS_IAM,
            (api, stage, release, route) -> EVERYBODY));
  }

  /** With the warning of a server that fetches keys by https. */
  private static final class OfTokens implements AccessChecks.Kind {
    @Override
    public AccessCheck of(Api api, Stage stage, Release release, Route route) {
      return EVERYBODY;
    }

    @Override
    public @Nullable String warning(Release release, Route route) {
      return new Transport(false).warning(release, route);
    }
  }

  /** With what a server finds in the name of a function. */
  private record OfFunctions(Functions functions) implements AccessChecks.Kind {
    @Override
    public AccessCheck of(Api api, Stage stage, Release release, Route route) {
      LambdaAuthorizers.function(functions, stage, release, route);
      return EVERYBODY;
    }

    @Override
    public @Nullable String warning(Release release, Route route) {
      return LambdaAuthorizers.warningOf(release, route);
    }
  }
}
