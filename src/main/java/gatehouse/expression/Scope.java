package gatehouse.expression;

import gatehouse.http.Exchange;
import gatehouse.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * What expressions are evaluated on. For one thread at a time.
 *
 * @param exchange the request as the client sent it
 * @param response the integration's answer; null as long as there is none
 * @param body of the request, or of the response where there is one; null when no expression {@link
 *     Expression#needsBody needs} it
 */
public record Scope(Exchange exchange, @Nullable Response response, @Nullable MessageBody body) {

  /** The scope of a request mapping. */
  public static Scope of(Exchange exchange, @Nullable MessageBody body) {
    return new Scope(exchange, null, body);
  }

  /** Nothing of what the messages hold. */
  @Override
  public String toString() {
    return "Scope[" + exchange + "]";
  }
}
