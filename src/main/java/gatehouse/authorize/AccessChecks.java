package gatehouse.authorize;

import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.Api;
import gatehouse.config.AuthorizationType;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.http.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes the check of each route. Safe for use by several threads. */
public final class AccessChecks {

  /** Routes that everybody may use are all that there is: any other one answers 500. */
  public static final AccessChecks NONE = new AccessChecks(Map.of());

  private final Map<AuthorizationType, Kind> kinds = new EnumMap<>(AuthorizationType.class);
  private final @Nullable RouteArn limited;

  /** Makes the checks of one {@link AuthorizationType}. Safe for use by several threads. */
  @FunctionalInterface
  public interface Kind {

    /**
     * The check of a route. It is made when a plan is compiled, and must not wait for anything;
     * what has a memory stands beside the plans, and is found there again.
     *
     * @param release what the stage serves; the route's authorizer is among its authorizers
     * @throws IllegalArgumentException with the fault and its remedy, when the authorizer makes no
     *     sense in this stage
     */
    AccessCheck of(Api api, Stage stage, Release release, Route route);

    /** A plan is made: what it has no check for may go. */
    default void compiled() {}

    /**
     * What is valid, but will let nobody through as it stands.
     *
     * @return null when there is nothing to tell
     */
    default @Nullable String warning(Release release, Route route) {
      return null;
    }
  }

  /**
   * Checks of these kinds.
   *
   * @param kinds by type; a type that is not there lets nobody through
   */
  public AccessChecks(Map<AuthorizationType, Kind> kinds) {
    this(kinds, null);
  }

  private AccessChecks(Map<AuthorizationType, Kind> kinds, @Nullable RouteArn limited) {
    this.kinds.putAll(kinds);
    this.limited = limited;
  }

  /**
   * The same checks, but 414 for routes whose ARN is longer than AWS's quota as they are called.
   *
   * @param arns how long an ARN is
   */
  public AccessChecks withQuotaOfAws(RouteArn arns) {
    return new AccessChecks(kinds, arns);
  }

  /**
   * The check of a route.
   *
   * @param release what the stage serves
   * @return null when everybody may use it
   * @throws IllegalArgumentException with the fault and its remedy, when the route's authorizer
   *     makes no sense in this stage
   */
  public @Nullable AccessCheck of(Api api, Stage stage, Release release, Route route) {
    AuthorizationType type = route.authorization().type();
    if (type == AuthorizationType.NONE) {
      return null;
    }
    Kind kind = kinds.get(type);
    AccessCheck check =
        kind == null ? refusing("nobody checks " + type) : kind.of(api, stage, release, route);
    return limited == null ? check : new ArnLimit(check, limited);
  }

  /** A plan is made: what it has no check for may go. */
  public void compiled() {
    kinds.values().forEach(Kind::compiled);
  }

  /**
   * Lets nobody through: the configuration makes no sense.
   *
   * @param reason for {@code $context.authorizer.error}
   */
  public static AccessCheck refusing(String reason) {
    return exchange -> {
      exchange.outcome().authorizerFailed(reason);
      return CompletableFuture.failedStage(Refusal.internalServerError());
    };
  }

  /** What is to be told the operator of a route; null when there is nothing. */
  public @Nullable String warning(Release release, Route route) {
    Kind kind = kinds.get(route.authorization().type());
    return kind == null ? null : kind.warning(release, route);
  }
}
