package gatehouse.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the gateway, with what has been found out about it. Immutable, but
 * for its {@link Outcome}.
 *
 * @param requestId as the client gets it in {@code apigw-requestid}
 * @param received when the request came
 * @param request what the client sent
 * @param source where it comes from
 * @param match where it leads
 * @param outcome what becomes of it
 */
public record Exchange(
    String requestId,
    Instant received,
    Request request,
    RequestSource source,
    RouteMatch match,
    Outcome outcome) {

  /** One that no proxy has passed on. */
  public Exchange(
      String requestId, Instant received, Request request, RouteMatch match, Outcome outcome) {
    this(requestId, received, request, RequestSource.direct(request.connection()), match, outcome);
  }

  /** The request's path without base path and stage. */
  public RequestPath path() {
    return match.path();
  }

  /** The key of the route; null when none matches. */
  public @Nullable String routeKey() {
    MatchedRoute route = match.route();
    return route == null ? null : route.key();
  }

  /** The same with a request that was changed on its way, for instance read into memory. */
  public Exchange with(Request changed) {
    return new Exchange(requestId, received, changed, source, match, outcome);
  }

  /** Who calls, as far as it has been found out. */
  public Caller caller() {
    return outcome.caller();
  }

  /** Method and path; all else may hold secrets. */
  @Override
  public String toString() {
    return requestId + ' ' + request;
  }
}
