package gatehouse.pipeline;

import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Outcome;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.http.RouteMatch;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.mapping.RequestMapping.Mapped;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StageMatch;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.size.Quotas;
import gatehouse.size.ResponseHeadLimit;
import gatehouse.size.SizeStep;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as a function: a request goes in, a response comes out. It knows no servlet, holds no
 * thread, and reads one plan per request. Safe for use by any number of threads.
 */
public final class Gateway {

  private final Supplier<Plan> plans;
  private final RequestIds ids;
  private final Ticker ticker;
  private final TrustedProxies proxies;
  private final ResponseHeadLimit longestHead;
  private final SizeStep sizes;

  /**
   * A gateway.
   *
   * @param plans gives the plan in service; called once per request
   * @param proxies tell where requests come from
   * @param longestResponseHead in bytes; the server cannot send a longer one
   * @param quotas how large requests and responses may be
   */
  public Gateway(
      Supplier<Plan> plans,
      RequestIds ids,
      Ticker ticker,
      TrustedProxies proxies,
      int longestResponseHead,
      Quotas quotas) {
    this.plans = plans;
    this.ids = ids;
    this.ticker = ticker;
    this.proxies = proxies;
    this.longestHead = new ResponseHeadLimit(longestResponseHead);
    this.sizes = new SizeStep(quotas);
  }

  /**
   * Answers a request: API and stage, then the story of {@link #answer}.
   *
   * @return completed normally always; what goes wrong is a response, too
   */
  public CompletionStage<Response> handle(Request request) {
    String requestId = ids.requestId();
    StageMatch match;
    RoutePlan route;
    try {
      match = found(plans.get().select(request));
      route = match.stage().routes().find(request.method(), match.path().decoded());
    } catch (RuntimeException | Error e) {
      return CompletableFuture.completedStage(
          identified(Refusals.response(e, requestId), requestId));
    }
    return handle(request, requestId, match, route);
  }

  private CompletionStage<Response> handle(
      Request request, String requestId, StageMatch match, @Nullable RoutePlan route) {
    StagePlan stage = match.stage();
    long began = ticker.nanos();
    RouteMatch routeMatch = match.routeMatch(route);
    RequestMeter meter = new RequestMeter(stage.listener(), ticker, began);
    Exchange exchange =
        new Exchange(
            requestId,
            ticker.now(),
            meter.received(request),
            proxies.sourceOf(request),
            routeMatch,
            new Outcome());
    stage.listener().began(exchange);
    return answer(exchange, stage, route)
        .thenApply(response -> longestHead.checked(complete(exchange, stage, response)))
        .exceptionally(failure -> complete(exchange, stage, Refusals.response(failure, exchange)))
        .thenApply(response -> meter.sent(exchange, response));
  }

  /** With what every answer of a stage has, its own errors included. */
  private static Response complete(Exchange exchange, StagePlan stage, Response response) {
    return identified(stage.cors().applied(exchange, response), exchange.requestId());
  }

  /** The response to what could not even be read as a request. */
  public Response refuse(Refusal refusal) {
    String requestId = ids.requestId();
    return identified(Refusals.response(refusal, requestId), requestId);
  }

  /**
   * The story of a request: size, CORS preflight, authorization, throttle, the body's size, request
   * mapping, integration – within its bulkhead, the integrator's own outermost layer –, the
   * response's size, response mapping. A request that is throttled has not had its body read, and
   * one that waits for its body takes no place in a bulkhead.
   */
  private CompletionStage<Response> answer(
      Exchange exchange, StagePlan stage, @Nullable RoutePlan matched) {
    try {
      sizes.check(exchange.request());
      Response preflight = stage.cors().preflight(exchange, matched != null);
      if (preflight != null) {
        return CompletableFuture.completedStage(preflight);
      }
      RoutePlan route = found(matched);
      Upgrades.check(exchange.request());
      return admitted(exchange, route)
          .thenCompose(sizes::received)
          .thenCompose(received -> mapped(received, route))
          .thenCompose(mapped -> integrate(mapped, route))
          .thenCompose(response -> sizes.answered(exchange, response))
          .thenCompose(response -> mapped(exchange, response, route));
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Authorization comes before the throttle, so that a stranger uses up nobody's share. */
  private static CompletionStage<Exchange> admitted(Exchange exchange, RoutePlan route) {
    if (route.access() == null) {
      return CompletableFuture.completedStage(throttled(exchange, route));
    }
    return route.access().admit(exchange).thenApply(admitted -> throttled(admitted, route));
  }

  private static Exchange throttled(Exchange exchange, RoutePlan route) {
    if (!route.throttle().admits()) {
      throw Refusal.tooManyRequests();
    }
    return exchange;
  }

  private static CompletionStage<Mapped> mapped(Exchange exchange, RoutePlan route) {
    return route.requestMapping() == null
        ? CompletableFuture.completedStage(new Mapped(exchange, RequestChanges.NONE))
        : route.requestMapping().apply(exchange);
  }

  private CompletionStage<Response> integrate(Mapped mapped, RoutePlan route) {
    Outcome outcome = mapped.exchange().outcome();
    long called = ticker.nanos();
    return route
        .integrator()
        .answer(mapped.exchange(), mapped.changes())
        .whenComplete(
            (response, failure) -> {
              if (outcome.isIntegrationCalled()) {
                outcome.integrationEnded(ticker.nanos() - called);
              }
              if (response != null) {
                outcome.integrationAnswered(response);
              }
            });
  }

  private static CompletionStage<Response> mapped(
      Exchange exchange, Response response, RoutePlan route) {
    if (route.responseMapping() == null) {
      return CompletableFuture.completedStage(response);
    }
    try {
      return route
          .responseMapping()
          .apply(exchange, response)
          .whenComplete(
              (mapped, failure) -> {
                if (failure != null) {
                  response.body().discard();
                }
              });
    } catch (RuntimeException | Error e) {
      response.body().discard();
      throw e;
    }
  }

  private static <T> T found(@Nullable T match) {
    if (match == null) {
      throw Refusal.notFound();
    }
    return match;
  }

  private static Response identified(Response response, String requestId) {
    Headers headers = response.headers();
    Headers.Builder result = new Headers.Builder(headers.size() + 1);
    result.addAll(headers);
    result.add("Apigw-Requestid", requestId);
    return new Response(response.status(), result.build(), response.body());
  }
}
