package gatehouse.upstream;

import gatehouse.http.Headers;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request to HttpCore: the head at once and as it is, the body as the connection takes it.
 * Called by the reactor's thread, but for {@link #stop}.
 */
final class RequestSender {

  private final UpstreamRequest request;
  private final Call call;
  private final @Nullable OutgoingBody body;
  private boolean through;

  RequestSender(UpstreamRequest request, Call call) {
    this.request = request;
    this.call = call;
    if (request.body().isEmpty()) {
      this.body = null;
      sent();
    } else {
      this.body =
          new OutgoingBody(
              request.body(),
              this::sent,
              cause ->
                  call.fail(UpstreamFailure.Kind.ABANDONED, "the request's body broke off", cause));
    }
  }

  private void sent() {
    through = true;
    call.sent();
  }

  /** Whether nothing is left to be sent. */
  boolean isThrough() {
    return through;
  }

  /** Whether the body has come to its end, and nothing of it waits. */
  boolean isAtItsEnd() {
    return body == null || body.isAtItsEnd();
  }

  /** As AWS does: a length on every request whose length is known, also on one without a body. */
  void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
    BasicHttpRequest head =
        new BasicHttpRequest(request.method(), request.to().host(), request.target());
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      head.addHeader(headers.name(i), headers.value(i));
    }
    long length = request.body().length();
    if (length < 0) {
      head.addHeader(HttpHeaders.TRANSFER_ENCODING, HeaderElements.CHUNKED_ENCODING);
    } else {
      head.addHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
    if (!headers.contains(HttpHeaders.CONNECTION)) {
      // For upstreams of HTTP/1.0, which close otherwise.
      head.addHeader(HttpHeaders.CONNECTION, HeaderElements.KEEP_ALIVE);
    }
    channel.sendRequest(head, body == null ? null : new Framing(length), context);
  }

  int available() {
    return body == null ? 0 : body.available();
  }

  void produce(DataStreamChannel channel) throws IOException {
    if (body != null) {
      body.produce(channel);
    }
  }

  /** Takes no more of the body; without effect when it is through. */
  void stop() {
    if (body != null) {
      body.stop();
    }
  }

  /** How the body is framed: by its length where that is known, else in chunks. */
  private record Framing(long length) implements EntityDetails {

    @Override
    public long getContentLength() {
      return length;
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public boolean isChunked() {
      return length < 0;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of();
    }
  }
}
