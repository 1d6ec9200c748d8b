package gatehouse.pipeline;

import gatehouse.http.Exchange;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.http.Ticker;

/** Measures one exchange, and tells its listener when it is over. */
final class RequestMeter {

  private final ExchangeListener listener;
  private final Ticker ticker;
  private final long began;
  private final BodyMeter request = new BodyMeter(bytes -> {});

  RequestMeter(ExchangeListener listener, Ticker ticker, long began) {
    this.listener = listener;
    this.ticker = ticker;
    this.began = began;
  }

  /** The request, metered. */
  Request received(Request incoming) {
    return incoming.body().isEmpty() ? incoming : incoming.with(request.of(incoming.body()));
  }

  /** The response, metered; with its last byte the exchange is over. */
  Response sent(Exchange exchange, Response response) {
    exchange.outcome().answered(response.status());
    if (response.body().isEmpty()) {
      end(exchange, 0);
      return response;
    }
    BodyMeter meter = new BodyMeter(bytes -> end(exchange, bytes));
    return new Response(response.status(), response.headers(), meter.of(response.body()));
  }

  private void end(Exchange exchange, long sent) {
    exchange.outcome().ended(sent, request.bytes(), ticker.nanos() - began);
    listener.ended(exchange);
  }
}
