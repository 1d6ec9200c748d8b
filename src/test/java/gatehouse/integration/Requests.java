package gatehouse.integration;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;

/** Requests and exchanges for tests. */
final class Requests {

  private Requests() {}

  static Request from(String peer, Headers headers) {
    return new Request(
        "GET",
        "HTTP/1.1",
        RequestPath.parse("/"),
        null,
        headers,
        Body.EMPTY,
        new Request.Connection("https", peer, "192.0.2.1"),
        new Cancellation());
  }

  /**
   * An exchange.
   *
   * @param query null for none
   */
  static Exchange exchange(String rawPath, String query) {
    RequestPath path = RequestPath.parse(rawPath);
    Request request =
        new Request(
            "GET",
            "HTTP/1.1",
            path,
            query,
            Headers.EMPTY,
            Body.EMPTY,
            new Request.Connection("http", "198.51.100.7", "192.0.2.1"),
            new Cancellation());
    return new Exchange("id", request, path);
  }
}
