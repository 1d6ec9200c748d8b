package gatehouse.pipeline;

import gatehouse.http.Exchange;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/** Several listeners as one. */
public final class ExchangeListeners {

  private static final System.Logger LOG = System.getLogger("gatehouse.pipeline");

  private ExchangeListeners() {}

  /**
   * Tells all of them, in this order; what one of them throws is logged and keeps nothing from the
   * others. {@link ExchangeListener#NONE} costs nothing.
   */
  public static ExchangeListener of(ExchangeListener... listeners) {
    ExchangeListener[] all =
        Arrays.stream(listeners)
            .filter(listener -> listener != ExchangeListener.NONE)
            .toArray(ExchangeListener[]::new);
    return all.length == 0 ? ExchangeListener.NONE : new All(all);
  }

  private static final class All implements ExchangeListener {

    private final ExchangeListener[] listeners;

    All(ExchangeListener[] listeners) {
      this.listeners = listeners;
    }

    @Override
    public void began(Exchange exchange) {
      for (ExchangeListener listener : listeners) {
        try {
          listener.began(exchange);
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "a listener failed at the beginning of a request", e);
        }
      }
    }

    @Override
    public void ended(Exchange exchange) {
      for (ExchangeListener listener : listeners) {
        try {
          listener.ended(exchange);
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "a listener failed at the end of a request", e);
        }
      }
    }
  }
}
