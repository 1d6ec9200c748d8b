package gatehouse.mapping;

import gatehouse.config.ParameterMapping;
import gatehouse.config.ParameterMappings;
import gatehouse.expression.MessageBody;
import gatehouse.expression.Scope;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import gatehouse.http.RequestPath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameter mapping of one integration's requests. All values are those of the client's
 * request: no mapping sees what another one has changed.
 */
final class MappedRequests implements RequestMapping {

  /** RFC 3986, section 3.2: what a host and a port are written with. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:%\\[\\]-]+");

  private final List<ParameterMapping> mappings;
  private final boolean needsBody;
  private final int largestBody;

  MappedRequests(ParameterMappings mappings, int largestBody) {
    this.mappings = Mappings.ordered(mappings.request());
    this.needsBody = this.mappings.stream().anyMatch(mapping -> mapping.value().needsBody());
    this.largestBody = largestBody;
  }

  @Override
  public CompletionStage<Mapped> apply(Exchange exchange) {
    Request request = exchange.request();
    if (!needsBody || request.body().isEmpty()) {
      return CompletableFuture.completedStage(exchange).thenApply(whole -> mapped(whole, null));
    }
    return BodyCollector.collect(request.body(), largestBody, request.cancellation())
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                // Whose body breaks off is gone; nobody reads this answer.
                throw BodyCollector.isTooLarge(failure)
                    ? Refusal.requestEntityTooLarge()
                    : Refusal.badRequest();
              }
              Exchange whole = exchange.with(request.with(Body.of(bytes)));
              return mapped(whole, new MessageBody(bytes));
            });
  }

  private Mapped mapped(Exchange exchange, @Nullable MessageBody body) {
    Scope scope = Scope.of(exchange, body);
    List<Change> headers = new ArrayList<>();
    List<Change> query = new ArrayList<>();
    String path = null;
    for (ParameterMapping mapping : mappings) {
      // Without a source nothing is mapped: see Expression.
      String value = mapping.value().of(scope);
      if (value != null) {
        switch (mapping.target()) {
          case HEADER -> headers.add(change(mapping, header(mapping.name(), value)));
          case QUERYSTRING -> query.add(change(mapping, value));
          case PATH -> path = path(value);
          case STATUSCODE -> throw new IllegalStateException("a request has no status");
        }
      }
    }
    return new Mapped(exchange, new RequestChanges(headers, query, path));
  }

  static Change change(ParameterMapping mapping, String value) {
    return new Change(Operation.valueOf(mapping.operation().name()), mapping.name(), value);
  }

  /** What a client sends cannot end a line; whoever tries is refused. */
  private static String header(String name, String text) {
    String value = HeaderText.value(text);
    if (value == null || (name.equalsIgnoreCase("Host") && !HOST.matcher(value).matches())) {
      throw Refusal.badRequest();
    }
    return value;
  }

  private static String path(String text) {
    return RequestPath.of(text.startsWith("/") ? text : "/" + text).decoded();
  }
}
