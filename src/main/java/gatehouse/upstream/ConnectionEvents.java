package gatehouse.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.nio.ContentEncoder;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/**
 * What the reactor tells of one connection, on the reactor's thread: HTTP/1.1 as HttpCore speaks
 * it, with nothing added to requests. Besides, it tells the receiver of a response when all that
 * was at hand has been read, so that what came together goes on together.
 */
final class ConnectionEvents extends ClientHttp1IOEventHandler {

  /**
   * HttpCore keeps three times as much for each direction of each connection, as bytes and chars.
   */
  private static final int BUFFER_BYTES = 8 * 1024;

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADER_BYTES = 16 * 1024;

  private static final Http1Config HTTP =
      Http1Config.custom()
          .setBufferSize(BUFFER_BYTES)
          .setInitialWindowSize(WINDOW_BYTES)
          .setMaxHeaderCount(MOST_HEADERS)
          .setMaxLineLength(LONGEST_HEADER_BYTES)
          .build();
  private static final CharCodingConfig LINES =
      CharCodingConfig.custom().setCharset(StrictLines.CHARSET).build();
  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(HTTP);
  private static final DefaultHttpRequestWriterFactory WRITERS =
      new DefaultHttpRequestWriterFactory(HTTP);

  private final Arrivals arrivals;

  private ConnectionEvents(ClientHttp1StreamDuplexer exchanges, Arrivals arrivals) {
    super(exchanges);
    this.arrivals = arrivals;
  }

  static ConnectionEvents of(ProtocolIOSession session) {
    Arrivals arrivals = new Arrivals();
    return new ConnectionEvents(new Exchanges(session, arrivals), arrivals);
  }

  @Override
  public void inputReady(IOSession session, @Nullable ByteBuffer source) throws IOException {
    super.inputReady(session, source);
    ResponseReceiver latest = arrivals.latest;
    if (latest != null) {
      arrivals.latest = null;
      latest.readAll();
    }
  }

  /** Has requests in chunks written by {@link RequestChunks}. */
  private static final class Exchanges extends ClientHttp1StreamDuplexer {

    private final Arrivals arrivals;

    Exchanges(ProtocolIOSession session, Arrivals arrivals) {
      super(
          session,
          arrivals,
          HTTP,
          LINES,
          DefaultConnectionReuseStrategy.INSTANCE,
          PARSERS.create(),
          WRITERS.create(),
          DefaultContentLengthStrategy.INSTANCE,
          DefaultContentLengthStrategy.INSTANCE,
          null);
      this.arrivals = arrivals;
    }

    @Override
    protected ContentEncoder createContentEncoder(
        long length,
        WritableByteChannel channel,
        SessionOutputBuffer buffer,
        BasicHttpTransportMetrics metrics)
        throws HttpException {
      return length == ContentLengthStrategy.CHUNKED
          ? new RequestChunks(channel, buffer, metrics, Objects.requireNonNull(arrivals.sender))
          : super.createContentEncoder(length, channel, buffer, metrics);
    }
  }

  /** Sees each message in front of who sends or receives it; the one place that HttpCore has. */
  private static final class Arrivals implements HttpProcessor {

    private @Nullable RequestSender sender;
    private @Nullable ResponseReceiver latest;

    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
      sender = ((ExchangeContext) context).sender();
    }

    @Override
    public void process(
        HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
      latest = ((ExchangeContext) context).receiver();
    }
  }
}
