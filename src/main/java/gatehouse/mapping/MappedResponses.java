package gatehouse.mapping;

import gatehouse.config.ParameterMapping;
import gatehouse.config.ParameterMapping.Target;
import gatehouse.config.ParameterMappings;
import gatehouse.expression.MessageBody;
import gatehouse.expression.Scope;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Exchange;
import gatehouse.http.HeaderChanges;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
import gatehouse.http.RequestChanges.Change;
import gatehouse.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameter mapping of one integration's responses, chosen by the integration's own status.
 * What the gateway itself answers is not mapped.
 */
final class MappedResponses implements ResponseMapping {

  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");

  private final Map<Integer, Rules> rules = new LinkedHashMap<>();
  private final int largestBody;

  MappedResponses(ParameterMappings mappings, int largestBody) {
    mappings
        .responses()
        .forEach((status, list) -> rules.put(status, new Rules(Mappings.ordered(list))));
    this.largestBody = largestBody;
  }

  @Override
  public CompletionStage<Response> apply(Exchange exchange, Response response) {
    Rules chosen = rules.get(response.status());
    if (chosen == null) {
      return CompletableFuture.completedStage(response);
    }
    if (!chosen.needsBody() || response.body().isEmpty()) {
      return CompletableFuture.completedStage(response)
          .thenApply(whole -> mapped(chosen, exchange, whole, null));
    }
    return BodyCollector.collect(response.body(), largestBody, exchange.request().cancellation())
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                BodyCollector.discard(response.body());
                throw refusal(failure, exchange);
              }
              Response whole = new Response(response.status(), response.headers(), Body.of(bytes));
              return mapped(chosen, exchange, whole, new MessageBody(bytes));
            });
  }

  private static Refusal refusal(Throwable failure, Exchange exchange) {
    if (BodyCollector.isTooLarge(failure)) {
      exchange.outcome().integrationFailed("the body is too large for parameter mapping");
      return Refusal.internalServerError();
    }
    exchange.outcome().integrationFailed("the body broke off");
    return Refusal.serviceUnavailable();
  }

  private static Response mapped(
      Rules rules, Exchange exchange, Response response, @Nullable MessageBody body) {
    Scope scope = new Scope(exchange, response, body);
    List<Change> changes = new ArrayList<>();
    int status = response.status();
    try {
      for (ParameterMapping mapping : rules.mappings()) {
        String value = mapping.value().of(scope);
        if (value != null && mapping.target() == Target.STATUSCODE) {
          status = status(value);
        } else if (value != null) {
          changes.add(MappedRequests.change(mapping, header(value)));
        }
      }
    } catch (Refusal refusal) {
      BodyCollector.discard(response.body());
      throw refusal;
    }
    return answer(exchange, status, response, HeaderChanges.applied(response.headers(), changes));
  }

  private static String header(String text) {
    String value = HeaderText.value(text);
    if (value == null) {
      throw Refusal.internalServerError();
    }
    return value;
  }

  /** An answer must not pass for something that it was not to be. */
  private static int status(String text) {
    if (!STATUS.matcher(text).matches()) {
      throw Refusal.internalServerError();
    }
    return Integer.parseInt(text);
  }

  /** With another status, there may be no body any more: RFC 9110, sections 15.3 and 15.4. */
  private static Response answer(
      Exchange exchange, int status, Response response, Headers headers) {
    if (status == response.status()) {
      return new Response(status, headers, response.body());
    }
    boolean bodiless = status == 204 || status == 205 || status == 304;
    boolean toHead = exchange.request().method().equals("HEAD");
    Headers framed =
        toHead && !bodiless
            ? headers
            : HeaderChanges.applied(
                headers,
                List.of(new Change(RequestChanges.Operation.REMOVE, "Content-Length", "")));
    if (bodiless) {
      BodyCollector.discard(response.body());
    }
    return new Response(status, framed, bodiless ? Body.EMPTY : response.body());
  }

  /**
   * The mappings for one status.
   *
   * @param needsBody whether one of them looks into the body
   */
  private record Rules(List<ParameterMapping> mappings, boolean needsBody) {
    Rules(List<ParameterMapping> mappings) {
      this(mappings, mappings.stream().anyMatch(mapping -> mapping.value().needsBody()));
    }
  }
}
