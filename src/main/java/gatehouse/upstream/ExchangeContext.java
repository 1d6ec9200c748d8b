package gatehouse.upstream;

import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** What HttpCore carries along with an exchange: who sends its request and gets its response. */
final class ExchangeContext extends HttpCoreContext {

  private final RequestSender sender;
  private final ResponseReceiver receiver;

  ExchangeContext(RequestSender sender, ResponseReceiver receiver) {
    this.sender = sender;
    this.receiver = receiver;
  }

  RequestSender sender() {
    return sender;
  }

  ResponseReceiver receiver() {
    return receiver;
  }
}
