package gatehouse.integration;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
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
}
