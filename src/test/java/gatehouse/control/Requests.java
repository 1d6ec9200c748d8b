package gatehouse.control;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;

/** Requests as they come over a connection of this machine, unless they say otherwise. */
final class Requests {

  private Requests() {}

  static Request local(String method, String path, String... headers) {
    return over("127.0.0.1", "127.0.0.1", method, path, headers);
  }

  static Request over(String peer, String local, String method, String path, String... headers) {
    return new Request(
        method,
        "HTTP/1.1",
        RequestPath.parse(path),
        null,
        Headers.of(headers),
        Body.EMPTY,
        new Request.Connection("http", peer, local),
        new Cancellation());
  }
}
