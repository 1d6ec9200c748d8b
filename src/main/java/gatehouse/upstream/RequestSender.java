package gatehouse.upstream;

import gatehouse.http.Headers;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Hands a request to HttpClient: the head at once, the body as the connection takes it. */
final class RequestSender implements AsyncRequestProducer {

  private final UpstreamRequest request;
  private final HttpHost host;
  private final @Nullable OutgoingBody body;

  RequestSender(UpstreamRequest request, HttpHost host, @Nullable OutgoingBody body) {
    this.request = request;
    this.host = host;
    this.body = body;
  }

  @Override
  public void sendRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    BasicHttpRequest head = new BasicHttpRequest(request.method(), host, request.target());
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(HttpHeaders.IF_RANGE)) {
        context.setAttribute(Clients.IF_RANGE, new BasicHeader(headers.name(i), headers.value(i)));
      } else {
        head.addHeader(headers.name(i), headers.value(i));
      }
    }
    if (body != null
        && Method.OPTIONS.isSame(request.method())
        && !head.containsHeader(HttpHeaders.CONTENT_TYPE)) {
      head.addHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
      context.setAttribute(Clients.NO_CONTENT_TYPE, true);
    }
    channel.sendRequest(head, body == null ? null : new Framing(request.body().length()), context);
  }

  /** Never: what has been sent may have been received. */
  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public int available() {
    return body == null ? 0 : body.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (body != null) {
      body.produce(channel);
    }
  }

  /** The call hears of it as well. */
  @Override
  public void failed(Exception cause) {
    releaseResources();
  }

  @Override
  public void releaseResources() {
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
