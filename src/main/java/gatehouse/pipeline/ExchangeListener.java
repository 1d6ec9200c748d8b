package gatehouse.pipeline;

import gatehouse.http.Exchange;

/** Hears of the beginning and the end of each request of a stage. For any number of threads. */
public interface ExchangeListener {

  /** Hears nothing. */
  ExchangeListener NONE =
      new ExchangeListener() {
        @Override
        public void began(Exchange exchange) {}

        @Override
        public void ended(Exchange exchange) {}
      };

  /** A request has come to the stage. */
  void began(Exchange exchange);

  /** The answer is over, wholly or not; once per exchange, after {@link #began}. Must not block. */
  void ended(Exchange exchange);
}
