package gatehouse.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import java.io.IOException;

/**
 * Tells a function of a request, in one of AWS's formats. Immutable and safe for use by several
 * threads.
 */
public interface RequestEvent {

  /**
   * Writes the fields that integrations' and authorizers' events have in common: all but {@code
   * version}, {@code body} and {@code isBase64Encoded}. Who calls is told as far as it is known.
   *
   * @param out in an object that is open, and stays open
   * @param fields the request's, as {@link EventHeaders} tells them
   */
  void write(JsonGenerator out, Exchange exchange, Headers fields) throws IOException;
}
