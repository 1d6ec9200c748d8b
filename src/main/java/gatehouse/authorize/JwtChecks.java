package gatehouse.authorize;

import gatehouse.config.Api;
import gatehouse.config.Authorizer.JwtAuthorizer;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.http.Ticker;
import gatehouse.upstream.Outbound;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks of {@code JWT} routes. The keys of an issuer stand beside the plans, for all
 * authorizers that have it; they go with the last plan that needs them. Tokens that were verified
 * are known to all of them. Safe for use by several threads.
 */
public final class JwtChecks implements AccessChecks.Kind {

  private final Outbound outbound;
  private final ScheduledExecutorService clock;
  private final Ticker ticker;
  private final Set<SigningAlgorithm> algorithms;
  private final Transport transport;
  private final VerifiedTokens verified;

  /** Guarded by itself. */
  private final Map<String, WeakReference<IssuerKeys>> byIssuer = new HashMap<>();

  /**
   * No keys yet.
   *
   * @param outbound asks issuers
   * @param clock for deadlines; its owner ends it
   * @param ticker what time it is for tokens, and for how long keys are kept
   * @param algorithms that tokens may be signed with
   * @param allowHttp whether keys may come unencrypted from other machines: for development only
   */
  public JwtChecks(
      Outbound outbound,
      ScheduledExecutorService clock,
      Ticker ticker,
      Set<SigningAlgorithm> algorithms,
      boolean allowHttp) {
    this.outbound = outbound;
    this.clock = clock;
    this.ticker = ticker;
    this.algorithms = Set.copyOf(algorithms);
    this.transport = new Transport(allowHttp);
    this.verified = new VerifiedTokens(ticker);
  }

  @Override
  public AccessCheck of(Api api, Stage stage, Release release, Route route) {
    JwtAuthorizer authorizer =
        (JwtAuthorizer)
            Objects.requireNonNull(
                release
                    .authorizers()
                    .get(Objects.requireNonNull(route.authorization().authorizerId())));
    return new JwtCheck(
        authorizer.identitySource(),
        ClaimRules.of(authorizer),
        keys(authorizer.issuer()),
        route.authorization().scopes(),
        algorithms,
        verified,
        ticker);
  }

  @Override
  public @Nullable String warning(Release release, Route route) {
    return transport.warning(release, route);
  }

  private IssuerKeys keys(String issuer) {
    IssuerKeys keys;
    synchronized (byIssuer) {
      byIssuer.values().removeIf(reference -> reference.get() == null);
      WeakReference<IssuerKeys> reference = byIssuer.get(issuer);
      IssuerKeys known = reference == null ? null : reference.get();
      keys =
          known == null
              ? new IssuerKeys(new KeyDownload(issuer, outbound, clock, transport), ticker)
              : known;
      byIssuer.put(issuer, new WeakReference<>(keys));
    }
    if (transport.allows(issuer)) {
      keys.warm();
    }
    return keys;
  }
}
