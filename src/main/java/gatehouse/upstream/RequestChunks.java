package gatehouse.upstream;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ChunkEncoder;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request's body in chunks (RFC 9112, section 7.1), and the last one only when all has
 * been written.
 *
 * <p>HttpCore ends a request that is refused halfway with its last chunk, so that the connection
 * can be used again, and the upstream has a part that looks whole. Here nothing more is written;
 * {@link Passage} closes the connection.
 */
final class RequestChunks extends ChunkEncoder {

  private static final int LONGEST_CHUNK_BYTES = 2048;

  private final RequestSender sender;

  RequestChunks(
      WritableByteChannel channel,
      SessionOutputBuffer buffer,
      BasicHttpTransportMetrics metrics,
      RequestSender sender) {
    super(channel, buffer, metrics, LONGEST_CHUNK_BYTES);
    this.sender = sender;
  }

  @Override
  public void complete(@Nullable List<? extends Header> trailers) throws IOException {
    if (sender.isAtItsEnd()) {
      super.complete(trailers);
    }
  }
}
