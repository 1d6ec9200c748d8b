package gatehouse.lambda;

import gatehouse.config.PayloadFormat;
import gatehouse.http.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event that an integration's function gets: the request with its body. Immutable.
 *
 * <p>Whether the body is text is decided by {@code Content-Type} alone, and what is not known to be
 * text goes in Base64, forms included. AWS does not document the rule; these are the types that
 * were seen as text, without parameters or with {@code charset=utf-8}.
 */
public final class IntegrationEvent {

  private static final Set<String> TEXT =
      Set.of(
          "application/json",
          "application/xml",
          "application/javascript",
          "application/graphql",
          "text/plain",
          "text/html",
          "text/csv",
          "text/xml");

  private static final int USUAL_REST = 2048;

  private final PayloadFormat format;
  private final EventHeaders headers;
  private final RequestEvent request;

  /** Events of a format, with such fields. */
  public IntegrationEvent(PayloadFormat format, EventHeaders headers) {
    this.format = format;
    this.headers = headers;
    this.request =
        switch (format) {
          case V1 -> new RequestEvent10();
          case V2 -> new RequestEvent20();
        };
  }

  /**
   * The event, as JSON.
   *
   * @param exchange whose body's length is known
   * @param body its bytes
   * @throws FunctionFailure when it is larger than a function takes; that costs no more memory than
   *     an event that is not
   */
  public byte[] of(Exchange exchange, byte[] body) throws FunctionFailure {
    if (body.length > FunctionLimits.LARGEST_EVENT) {
      throw JsonOutput.tooLarge();
    }
    String text = text(exchange.request().headers().first("Content-Type"), body);
    return JsonOutput.object(
        body.length + body.length / 2 + USUAL_REST,
        out -> {
          out.writeStringField("version", format.version());
          request.write(out, exchange, headers.of(exchange));
          if (body.length > 0 && text == null) {
            out.writeBinaryField("body", body);
          } else if (body.length > 0) {
            out.writeStringField("body", text);
          } else if (format == PayloadFormat.V1) {
            out.writeNullField("body");
          }
          out.writeBooleanField("isBase64Encoded", text == null);
        });
  }

  /** Null when it goes in Base64. What is no UTF-8 would be lost as text. */
  private static @Nullable String text(@Nullable String contentType, byte[] body) {
    if (body.length == 0) {
      return "";
    }
    if (contentType == null || !isText(contentType)) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isText(String contentType) {
    List<String> parts = List.of(contentType.toLowerCase(Locale.ROOT).split(";", -1));
    String parameter = parts.size() == 2 ? parts.get(1).strip().replace("\"", "") : "";
    return TEXT.contains(parts.get(0).strip())
        && (parts.size() == 1 || (parts.size() == 2 && parameter.equals("charset=utf-8")));
  }
}
