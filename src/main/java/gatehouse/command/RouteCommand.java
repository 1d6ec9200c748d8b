package gatehouse.command;

import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.pipeline.Explanation;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.RequestIds;
import gatehouse.size.Quotas;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code route}: which route answers a request. The request goes the whole way through a real
 * gateway; only the last step, the call to the upstream, is kept instead of made.
 */
final class RouteCommand {

  private static final String HOST = "--host";
  private static final String HEADER = "--header";
  private static final String ALL = "--all";

  private final Console console;

  RouteCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    Set<String> valued = new HashSet<>(Reading.OPTIONS);
    valued.add(HOST);
    valued.add(HEADER);
    Arguments arguments =
        new Arguments(words, List.of("DIR", "METHOD", "URL"), Set.of(ALL), valued);
    Unsent unsent = new Unsent();
    Reading reading = Reading.of(arguments.path(0), arguments, unsent);
    Request request;
    try {
      request =
          AskedRequest.of(
              arguments.operand(1),
              arguments.operand(2),
              arguments.value(HOST),
              arguments.values(HEADER),
              Reading.contextPath(arguments));
    } catch (Refusal e) {
      console.print(
          "%d %s: the gateway refuses such a path or query before it looks for a route"
              .formatted(e.status(), e.message()));
      return ExitCode.PROBLEMS;
    }
    Explanation explanation;
    try {
      explanation = reading.plan().explain(request);
      if (explanation == null) {
        throw Refusal.notFound();
      }
    } catch (Refusal e) {
      RouteText.noStage(reading, request, e).forEach(console::print);
      return ExitCode.PROBLEMS;
    }
    Gateway gateway =
        new Gateway(
            reading::plan,
            new RequestIds(InstantSource.system()),
            Ticker.SYSTEM,
            TrustedProxies.NONE,
            Integer.MAX_VALUE,
            Quotas.NONE);
    Response response = gateway.handle(request).toCompletableFuture().join();
    RouteText text = new RouteText(reading, explanation, arguments.has(ALL));
    text.lines(unsent.last(), response.status()).forEach(console::print);
    // A preflight is answered without any route.
    boolean isAnswered = explanation.match().route() != null || response.status() < 400;
    return isAnswered ? ExitCode.FINE : ExitCode.PROBLEMS;
  }
}
