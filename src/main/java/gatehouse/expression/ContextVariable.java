package gatehouse.expression;

import gatehouse.http.Exchange;
import org.jspecify.annotations.Nullable;

/** One variable of {@code $context}, looked up. Safe for use by several threads. */
public interface ContextVariable {

  /**
   * Its value for a request, as text.
   *
   * @return null when there is none, or none yet
   */
  @Nullable String of(Exchange exchange);
}
