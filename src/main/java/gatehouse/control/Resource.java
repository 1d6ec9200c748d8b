package gatehouse.control;

import gatehouse.http.Request;
import gatehouse.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is at one address below {@code /_gatehouse}, by method. Immutable.
 *
 * @param methods who answers; may read the request's body, and answers when that is done
 */
record Resource(Map<String, Function<Request, CompletionStage<Response>>> methods) {

  /** With a copy of this map. */
  Resource {
    methods = Map.copyOf(methods);
  }

  /** A resource without methods. */
  static Resource empty() {
    return new Resource(Map.of());
  }

  /** The same with one more method that needs no body. */
  Resource on(String method, Supplier<Response> answer) {
    return on(method, request -> CompletableFuture.completedStage(answer.get()));
  }

  /** The same with one more method. */
  Resource on(String method, Function<Request, CompletionStage<Response>> answer) {
    Map<String, Function<Request, CompletionStage<Response>>> more = new LinkedHashMap<>(methods);
    more.put(method, answer);
    return new Resource(more);
  }

  /** Answers a request whose way here is known; HEAD as GET. */
  CompletionStage<Response> answer(Request request) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Function<Request, CompletionStage<Response>> answer = methods.get(method);
    return answer == null
        ? CompletableFuture.completedStage(
            Json.with(Json.error(405, "Method Not Allowed"), "Allow", allowed()))
        : answer.apply(request);
  }

  private String allowed() {
    String all = String.join(", ", methods.keySet().stream().sorted().toList());
    return methods.containsKey("GET") ? all + ", HEAD" : all;
  }
}
