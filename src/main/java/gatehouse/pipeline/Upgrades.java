package gatehouse.pipeline;

import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;

/**
 * Refuses what asks for a WebSocket (RFC 6455, section 4.2.1): HTTP APIs have none, and an ordinary
 * answer would tell nobody why. Other upgrades may be ignored (RFC 9110, section 7.8), and are.
 */
final class Upgrades {

  private Upgrades() {}

  /**
   * Lets ordinary requests pass.
   *
   * @throws Refusal 501 for what asks for a WebSocket
   */
  static void check(Request request) {
    Headers headers = request.headers();
    if (has(headers, "Connection", "upgrade") && has(headers, "Upgrade", "websocket")) {
      throw new Refusal(501, "WebSocket is not supported: this is an HTTP API");
    }
  }

  private static boolean has(Headers headers, String name, String wanted) {
    for (String value : headers.all(name)) {
      for (String token : value.split(",", -1)) {
        if (token.strip().equalsIgnoreCase(wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
