package gatehouse.upstream;

import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** What HttpCore carries along with an exchange: who gets its response. */
final class ExchangeContext extends HttpCoreContext {

  private final ResponseReceiver receiver;

  ExchangeContext(ResponseReceiver receiver) {
    this.receiver = receiver;
  }

  ResponseReceiver receiver() {
    return receiver;
  }
}
