package gatehouse.authorize.iam;

import gatehouse.authorize.AccessCheck;
import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.policy.Attempt;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.Api;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Caller;
import gatehouse.http.Causes;
import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets through who signs a request with an access key whose policies allow {@code
 * execute-api:Invoke} on the route. A body that is signed is read whole before anything goes on, up
 * to AWS's 10 MB; nothing of it is kept for somebody whose access key does not exist. A request
 * that somebody has overheard can be sent again while its signature counts; AWS does not hinder
 * that, either.
 *
 * <p>AWS: "Control access to HTTP APIs with IAM authorization".
 */
public final class IamAccess implements AccessCheck {

  private static final String SERVICE = "execute-api";

  /** AWS's 10 MB. */
  private static final long LARGEST_BODY = 10 << 20;

  /** In the place of a key that does not exist, so that its request takes the same time. */
  private static final AccessKey NOBODY =
      new AccessKey(
          "0000000000000000000000000000000000000000",
          null,
          new Caller.Signer("", "", "", "", "", null),
          List.of());

  private final Supplier<AccessKeys> keys;
  private final RouteArn arns;
  private final long largestBody;

  /**
   * The check of all routes that ask for it.
   *
   * @param keys that count at the moment; never blocks
   * @param region that signatures must be for
   * @param largestBody in bytes, that a request may have at all; AWS's 10 MB hold, too
   */
  public IamAccess(Supplier<AccessKeys> keys, String region, long largestBody) {
    this.keys = keys;
    this.largestBody = Math.min(largestBody, LARGEST_BODY);
    this.arns = new RouteArn(region);
  }

  /** For {@link AccessChecks}: all routes have the same check. */
  public AccessChecks.Kind kind() {
    return new AccessChecks.Kind() {
      @Override
      public AccessCheck of(Api api, Stage stage, Release release, Route route) {
        return IamAccess.this;
      }

      @Override
      public @Nullable String warning(Release release, Route route) {
        return keys.get().byId().isEmpty()
            ? release
                .problem(
                    route,
                    "AuthorizationType",
                    "is AWS_IAM and nobody has an access key, so everybody gets 403: name a file of them in `gatehouse.iam.credentialsFile`")
                .toString()
            : null;
      }
    };
  }

  @Override
  public CompletionStage<Caller> check(Exchange exchange) {
    return admit(exchange).thenApply(Exchange::caller);
  }

  @Override
  public CompletionStage<Exchange> admit(Exchange exchange) {
    try {
      Claim claim = Claim.of(exchange.request());
      claim.checkTime(exchange.received());
      claim.scope().check(SERVICE, arns.region());
      return admitted(exchange, claim);
    } catch (Denied denied) {
      return CompletableFuture.failedStage(refusal(exchange, denied));
    } catch (Refusal refusal) {
      return CompletableFuture.failedStage(refusal);
    }
  }

  private CompletionStage<Exchange> admitted(Exchange exchange, Claim claim) {
    String announced = claim.payloadHash();
    if (announced == null) {
      return keys.get().find(claim.scope().keyId()) == null
          ? refused(exchange, claim)
          : whole(exchange)
              .thenApply(
                  body -> {
                    decide(exchange, claim, Signature.sha256(body));
                    return with(exchange, body);
                  });
    }
    // Who signs the body's hash is known before the body has been read.
    decide(exchange, claim, announced);
    if (announced.equals(Claim.UNSIGNED_PAYLOAD)) {
      return CompletableFuture.completedStage(exchange);
    }
    return whole(exchange)
        .thenApply(
            body -> {
              if (!Signature.isEqual(Signature.sha256(body), announced)) {
                throw refusal(exchange, Denied.wrong("the body is not the one that was signed"));
              }
              return with(exchange, body);
            });
  }

  /** Reads the body as for others, so that it takes the same time, and keeps nothing of it. */
  private CompletionStage<Exchange> refused(Exchange exchange, Claim claim) {
    Request request = exchange.request();
    MessageDigest digest = Signature.sha256();
    return BodyCollector.digest(request.body(), largestBody, request.cancellation(), digest)
        .handle(
            (nothing, failure) -> {
              if (failure != null) {
                throw refusal(failure);
              }
              decide(exchange, claim, Signature.hex(digest.digest()), null);
              throw new IllegalStateException("nobody passes without an access key");
            });
  }

  private void decide(Exchange exchange, Claim claim, String payloadHash) {
    decide(exchange, claim, payloadHash, keys.get().find(claim.scope().keyId()));
  }

  /**
   * Finds out who calls, and whether he may.
   *
   * @param known null when there is no such key
   * @throws Refusal when he may not, or is not who he claims to be
   */
  private void decide(
      Exchange exchange, Claim claim, String payloadHash, @Nullable AccessKey known) {
    AccessKey key = known == null ? NOBODY : known;
    boolean isSigned = Signature.matches(exchange.request(), claim, payloadHash, key.secret());
    boolean isCurrent = key.hasToken(claim.sessionToken());
    if (known == null) {
      throw refusal(exchange, Denied.unknown("there is no such access key"));
    }
    if (!isSigned || !isCurrent) {
      throw refusal(
          exchange,
          Denied.wrong(
              isSigned ? "the session token is not the key's" : "the signature does not match"));
    }
    Attempt attempt = Attempt.invoking(exchange, arns);
    if (!key.permits(attempt)) {
      throw refusal(
          exchange,
          new Denied(
              Denied.Kind.NOT_PERMITTED,
              key.holder().userArn() + " may not " + attempt.action(),
              "Forbidden"));
    }
    exchange.outcome().authorized(key.holder());
  }

  private CompletionStage<byte[]> whole(Exchange exchange) {
    Request request = exchange.request();
    return BodyCollector.collect(request.body(), largestBody, request.cancellation())
        .exceptionally(
            failure -> {
              // Whose body breaks off is gone; nobody reads this answer.
              throw refusal(failure);
            });
  }

  private static Refusal refusal(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof Refusal known) {
      return known;
    }
    return BodyCollector.isTooLarge(failure)
        ? Refusal.requestEntityTooLarge()
        : Refusal.badRequest();
  }

  private static Exchange with(Exchange exchange, byte[] body) {
    return exchange.with(exchange.request().with(Body.of(body)));
  }

  private static Refusal refusal(Exchange exchange, Denied denied) {
    exchange.outcome().authorizerFailed(denied.reason());
    return denied.refusal();
  }
}
