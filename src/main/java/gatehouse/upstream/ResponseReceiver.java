package gatehouse.upstream;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes a response from HttpClient and passes it to its {@link Call}; refuses what a cautious
 * recipient must not pass on (RFC 9112, section 6.3). Called by the reactor thread only.
 */
final class ResponseReceiver implements AsyncResponseConsumer<Void> {

  /** More interim responses than this come from no honest server. */
  private static final int MOST_INTERIM_RESPONSES = 32;

  /** In digits; more do not fit into a long. */
  private static final int LONGEST_LENGTH = 18;

  private final Call call;
  private final Attempt attempt;
  private final IncomingBody body;
  private @Nullable FutureCallback<Void> completion;
  private int interimResponses;
  private boolean through;

  /**
   * A receiver.
   *
   * @param attempt of the call, which hears what becomes of it
   */
  ResponseReceiver(Call call, Attempt attempt, IncomingBody body) {
    this.call = call;
    this.attempt = attempt;
    this.body = body;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) throws HttpException {
    call.responding();
    if (++interimResponses > MOST_INTERIM_RESPONSES) {
      throw new ProtocolException("too many interim responses");
    }
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Void> newCompletion)
      throws HttpException, IOException {
    completion = newCompletion;
    call.responding();
    int status = response.getCode();
    if (status < 200 || status > 599) {
      throw new ProtocolException("status out of range");
    }
    Headers headers = headersOf(response);
    checkFraming(headers);
    if (entity == null) {
      through = true;
      call.arrived(new Response(status, headers, Body.EMPTY), null);
      newCompletion.completed(null);
    } else {
      // HttpCore has several negative numbers for lengths that are not known.
      long length = Math.max(entity.getContentLength(), Body.UNKNOWN_LENGTH);
      Body streaming = Body.streaming(length, body);
      call.arrived(new Response(status, headers, streaming), body);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) {
    body.widen(channel);
  }

  @Override
  public void consume(ByteBuffer source) {
    body.arrived(source);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    through = true;
    call.complete();
    FutureCallback<Void> then = completion;
    if (then != null) {
      then.completed(null);
    }
  }

  @Override
  public void failed(Exception cause) {
    attempt.failed(cause);
  }

  @Override
  public void releaseResources() {
    if (!through) {
      attempt.cancelled();
    }
  }

  private static Headers headersOf(HttpResponse response) throws ProtocolException {
    Headers.Builder headers = new Headers.Builder(16);
    try {
      for (Iterator<Header> all = response.headerIterator(); all.hasNext(); ) {
        Header header = all.next();
        String value = header.getValue();
        headers.add(header.getName(), value == null ? "" : value);
      }
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("illegal header in the response", e);
    }
    return headers.build();
  }

  private static boolean isLength(String text) {
    if (text.isEmpty() || text.length() > LONGEST_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static void checkFraming(Headers headers) throws ProtocolException {
    List<String> lengths = headers.all(HttpHeaders.CONTENT_LENGTH);
    if (lengths.size() > 1) {
      throw new ProtocolException("more than one Content-Length");
    }
    List<String> codings = headers.all(HttpHeaders.TRANSFER_ENCODING);
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw new ProtocolException("both Transfer-Encoding and Content-Length");
    }
    if (codings.size() > 1
        || (codings.size() == 1 && !codings.get(0).trim().equalsIgnoreCase("chunked"))) {
      throw new ProtocolException("a transfer coding other than chunked");
    }
    if (!lengths.isEmpty() && !isLength(lengths.get(0).trim())) {
      throw new ProtocolException("Content-Length is not a number");
    }
  }
}
