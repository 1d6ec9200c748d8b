package gatehouse.control;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.testkit.Exchanges;

/** Requests as they come over a connection of this machine, unless they say otherwise. */
final class Requests {

  private Requests() {}

  static Request local(String method, String path, String... headers) {
    return over("127.0.0.1", "127.0.0.1", method, path, headers);
  }

  static Request over(String peer, String local, String method, String path, String... headers) {
    return Exchanges.request(
        new Request.Connection("http", peer, local),
        method,
        path,
        null,
        Headers.of(headers),
        Body.EMPTY);
  }
}
