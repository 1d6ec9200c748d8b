package gatehouse.testkit;

import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges as the pipeline makes them, for tests of single steps. */
public final class Exchanges {

  /** When every exchange of these was received. */
  public static final Instant RECEIVED = Instant.parse("2020-03-12T19:03:58.390Z");

  private Exchanges() {}

  /**
   * A GET of stage {@code v0} of API {@code a1b2c3}, which no route matches.
   *
   * @param rawPath without the stage
   * @param query null for none
   */
  public static Exchange get(String rawPath, String query) {
    return of(request("GET", rawPath, query, Headers.EMPTY, Body.EMPTY));
  }

  /** The exchange of a request whose path has no stage. */
  public static Exchange of(Request request) {
    ApiStage stage = new ApiStage("123456789012", "a1b2c3", "v0", Map.of());
    return of(request, new RouteMatch(stage, null, request.path(), null));
  }

  /** The exchange of a request that leads there. */
  public static Exchange of(Request request, RouteMatch match) {
    return new Exchange("id=", RECEIVED, request, match, new Outcome());
  }

  /** A request of a client at 198.51.100.7 over plain HTTP. */
  public static Request request(
      String method, String rawPath, String query, Headers headers, Body body) {
    return request(
        new Request.Connection("http", "198.51.100.7", "192.0.2.1"),
        method,
        rawPath,
        query,
        headers,
        body);
  }

  /** A GET of {@code /} by this peer. */
  public static Request from(String scheme, String peer, Headers headers) {
    Request.Connection connection = new Request.Connection(scheme, peer, "192.0.2.1");
    return request(connection, "GET", "/", null, headers, Body.EMPTY);
  }

  /**
   * A request over this connection.
   *
   * @param query null for none
   */
  public static Request request(
      Request.Connection connection,
      String method,
      String rawPath,
      @Nullable String query,
      Headers headers,
      Body body) {
    return new Request(
        method,
        "HTTP/1.1",
        RequestPath.parse(rawPath),
        query,
        headers,
        body,
        connection,
        new Cancellation());
  }
}
