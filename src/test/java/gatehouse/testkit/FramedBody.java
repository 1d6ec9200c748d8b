package gatehouse.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body taken out of its framing (RFC 9112, section 6) by a lenient reader that knows afterwards
 * whether the body came to the end that its framing announced.
 */
final class FramedBody {

  private enum Framing {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final WireInput in;
  private final Framing framing;

  /** Bytes left: of the body, or of the present chunk. */
  private long left;

  private boolean inChunk;
  private boolean ended;
  private boolean complete;
  private @Nullable String problem;
  private final List<Field> trailers = new ArrayList<>();

  private FramedBody(WireInput in, Framing framing, long length) {
    this.in = in;
    this.framing = framing;
    this.left = length;
  }

  static FramedBody ofRequest(WireInput in, MessageHead head) {
    return isChunked(head)
        ? new FramedBody(in, Framing.CHUNKED, 0)
        : new FramedBody(in, Framing.LENGTH, Math.max(0, contentLength(head)));
  }

  static FramedBody ofAnswer(WireInput in, MessageHead head, boolean toHead) {
    String status = head.word(1);
    if (toHead || status.startsWith("1") || status.equals("204") || status.equals("304")) {
      return new FramedBody(in, Framing.LENGTH, 0);
    }
    if (isChunked(head)) {
      return new FramedBody(in, Framing.CHUNKED, 0);
    }
    long length = contentLength(head);
    return length < 0
        ? new FramedBody(in, Framing.UNTIL_CLOSE, Long.MAX_VALUE)
        : new FramedBody(in, Framing.LENGTH, length);
  }

  /** At least one byte of the body, or -1 at its end, complete or not. */
  int read(byte[] target, int from, int length) throws SocketTimeoutException {
    try {
      return ended ? -1 : readFramed(target, from, length);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException | NumberFormatException e) {
      end(false);
      problem = e.toString();
      return -1;
    }
  }

  private int readFramed(byte[] target, int from, int length) throws IOException {
    if (framing == Framing.CHUNKED && left == 0 && !nextChunk()) {
      return -1;
    }
    if (left == 0) {
      return end(true);
    }
    int count = in.read(target, from, (int) Math.min(length, left));
    if (count < 0) {
      if (framing != Framing.UNTIL_CLOSE) {
        throw new EOFException("the connection ended within the body");
      }
      return end(true);
    }
    left -= count;
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (inChunk && !in.readLine().isEmpty()) {
      throw new IOException("a chunk is longer than it said");
    }
    inChunk = true;
    left = Long.parseLong(in.readLine().split(";", 2)[0].strip(), 16);
    if (left > 0) {
      return true;
    }
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      trailers.add(MessageHead.field(line));
    }
    end(true);
    return false;
  }

  private int end(boolean whole) {
    ended = true;
    complete = whole;
    return -1;
  }

  /** Whether there is nothing more to read; known without reading. */
  boolean isEnded() {
    if (!ended && framing == Framing.LENGTH && left == 0) {
      end(true);
    }
    return ended;
  }

  /** Whether it ended as its framing said. */
  boolean isComplete() {
    return isEnded() && complete;
  }

  /** Why it is not complete; empty while nothing is wrong. */
  String problem() {
    return problem == null ? "" : problem;
  }

  List<Field> trailers() {
    return List.copyOf(trailers);
  }

  private static boolean isChunked(MessageHead head) {
    return head.headers("transfer-encoding").stream()
        .anyMatch(value -> value.equalsIgnoreCase("chunked"));
  }

  private static long contentLength(MessageHead head) {
    return head.header("content-length").map(Long::parseLong).orElse(-1L);
  }
}
