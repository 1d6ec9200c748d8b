package gatehouse.control;

import org.jspecify.annotations.Nullable;

/** Gives the metrics of this moment as text. For any number of threads. */
@FunctionalInterface
public interface MetricsText {

  /**
   * The text.
   *
   * @param accept the request's field Accept; null when there is none
   */
  Text at(@Nullable String accept);

  /**
   * A text and its format.
   *
   * @param bytes belong to the receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, sent once, and never compared.
  record Text(String contentType, byte[] bytes) {}
}
