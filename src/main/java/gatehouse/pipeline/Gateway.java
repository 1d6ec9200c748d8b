package gatehouse.pipeline;

import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.StageTable.Selection;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as a function: a request goes in, a response comes out. It knows no servlet, holds no
 * thread, and reads one plan per request. Safe for use by any number of threads.
 */
public final class Gateway {

  private static final System.Logger LOG = System.getLogger("gatehouse.pipeline");

  private final Supplier<Plan> plans;
  private final RequestIds ids;

  /**
   * A gateway.
   *
   * @param plans gives the plan in service; called once per request
   */
  public Gateway(Supplier<Plan> plans, RequestIds ids) {
    this.plans = plans;
    this.ids = ids;
  }

  /**
   * Answers a request: stage, route, integration.
   *
   * @return completed normally always; what goes wrong is a response, too
   */
  public CompletionStage<Response> handle(Request request) {
    String requestId = ids.requestId();
    return answer(request, requestId)
        .handle(
            (response, failure) ->
                identified(failure == null ? response : refused(failure, requestId), requestId));
  }

  /** The response to what could not even be read as a request. */
  public Response refuse(Refusal refusal) {
    String requestId = ids.requestId();
    return identified(refused(refusal, requestId), requestId);
  }

  private CompletionStage<Response> answer(Request request, String requestId) {
    try {
      Selection<StagePlan> stage = found(plans.get().stages().select(request.path()));
      String path = stage.path().decoded();
      RoutePlan route = found(stage.stage().routes().find(request.method(), path));
      return route.integrator().answer(new Exchange(requestId, request, stage.path()));
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static <T> T found(@Nullable T match) {
    if (match == null) {
      throw Refusal.notFound();
    }
    return match;
  }

  /** The one place where an error becomes a response; the client never sees a cause. */
  private static Response refused(Throwable failure, String requestId) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Refusal refusal;
    if (cause instanceof Refusal known) {
      refusal = known;
    } else {
      LOG.log(Level.ERROR, "request " + requestId + " failed unexpectedly", cause);
      refusal = Refusal.internalServerError();
    }
    String body = "{\"message\":\"" + refusal.message() + "\"}";
    return new Response(
        refusal.status(),
        Headers.of("Content-Type", "application/json"),
        Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Response identified(Response response, String requestId) {
    Headers headers = response.headers();
    Headers.Builder result = new Headers.Builder(headers.size() + 1);
    headers.forEach(result::add);
    result.add("Apigw-Requestid", requestId);
    return new Response(response.status(), result.build(), response.body());
  }
}
