package gatehouse.upstream;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Takes a response from HttpCore and passes it to its {@link Call}; refuses what a cautious
 * recipient must not pass on (RFC 9112, section 6.3). Called by the reactor thread only.
 *
 * <p>The head waits until all that the connection has at hand is read. A small response is there as
 * a whole by then, and goes on so, with a body that is an array; of others the head goes on with
 * the first bytes. So either takes one packet to the client, and nothing waits for what has not
 * come yet.
 */
final class ResponseReceiver {

  /** More interim responses than this come from no honest server. */
  private static final int MOST_INTERIM_RESPONSES = 32;

  /** In digits; more do not fit into a long. */
  private static final int LONGEST_LENGTH = 18;

  /** Bodies up to here may go on as a whole. */
  private static final int SMALL_BYTES = 16 * 1024;

  private final Call call;
  private int interimResponses;
  private boolean through;

  /** The head, while it waits. */
  private @Nullable Head waiting;

  /** A small body, while all of it may be at hand. */
  private byte @Nullable [] whole;

  private int filled;

  /** Any other one. */
  private @Nullable IncomingBody body;

  ResponseReceiver(Call call) {
    this.call = call;
  }

  private record Head(int status, Headers headers, long length) {

    Response with(Body body) {
      return new Response(status, headers, body);
    }
  }

  /** An interim response, which goes no further. */
  void interim(HttpResponse response) throws ProtocolException {
    call.responding();
    if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new ProtocolException("another protocol, which nobody asked for");
    }
    if (++interimResponses > MOST_INTERIM_RESPONSES) {
      throw new ProtocolException("too many interim responses");
    }
  }

  /**
   * The head of the response.
   *
   * @param entity null when no body follows
   */
  void head(HttpResponse response, @Nullable EntityDetails entity) throws ProtocolException {
    call.responding();
    int status = response.getCode();
    if (status < 200 || status > 599) {
      throw new ProtocolException("status out of range");
    }
    Headers headers = headersOf(response);
    checkFraming(headers);
    // HttpCore has several negative numbers for lengths that are not known.
    long length = entity == null ? 0 : Math.max(entity.getContentLength(), Body.UNKNOWN_LENGTH);
    waiting = new Head(status, headers, length);
    if (length >= 0 && length <= SMALL_BYTES) {
      whole = new byte[(int) length];
    } else {
      body = newBody();
    }
  }

  private IncomingBody newBody() {
    return new IncomingBody(call::abort, System::nanoTime);
  }

  void updateCapacity(CapacityChannel channel) {
    streaming().widen(channel);
  }

  void consume(ByteBuffer source) {
    byte[] small = whole;
    if (small != null) {
      int count = source.remaining();
      source.get(small, filled, count);
      filled += count;
    } else {
      streaming().arrived(source);
    }
  }

  /** What was at hand is read, and more may take its time. */
  void readAll() {
    Head head = waiting;
    if (head != null) {
      IncomingBody rest = streaming();
      waiting = null;
      call.arrived(head.with(Body.streaming(head.length(), rest)), rest);
    }
  }

  /** The body, and be it the rest of a small one that did not come at once. */
  private IncomingBody streaming() {
    IncomingBody streaming = body;
    if (streaming == null) {
      streaming = newBody();
      body = streaming;
    }
    byte[] begun = whole;
    if (begun != null) {
      whole = null;
      streaming.arrived(ByteBuffer.wrap(begun, 0, filled));
    }
    return streaming;
  }

  /** The response is complete. */
  void end() {
    through = true;
    Head head = waiting;
    byte[] all = whole;
    if (head != null && all != null) {
      waiting = null;
      call.arrived(head.with(Body.of(all)), null);
    } else {
      readAll();
      call.complete();
    }
  }

  /** Nothing more comes, though something should: what is there goes on as a part. */
  void breakOff() {
    if (!through) {
      readAll();
    }
  }

  /** Whether the response is complete. */
  boolean isThrough() {
    return through;
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
