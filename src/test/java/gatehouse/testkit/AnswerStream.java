package gatehouse.testkit;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer whose head is there and whose body is read piece by piece. Every read fails the test
 * when nothing comes within {@link RawUpstream#PATIENCE}. For one thread.
 */
public final class AnswerStream {

  private final List<MessageHead> interim;
  private final MessageHead head;
  private final FramedBody body;

  AnswerStream(List<MessageHead> interim, MessageHead head, FramedBody body) {
    this.interim = interim;
    this.head = head;
    this.body = body;
  }

  /** The final head. */
  public MessageHead head() {
    return head;
  }

  /** The status, for example 200. */
  public int status() {
    return Integer.parseInt(head.word(1));
  }

  /** What comes next, at least one byte; empty at the end of the body, complete or not. */
  public byte[] readSome() {
    byte[] piece = new byte[16 * 1024];
    int count = read(piece, piece.length);
    return count < 0 ? new byte[0] : java.util.Arrays.copyOf(piece, count);
  }

  /** This many bytes, as UTF-8; fewer only when the body ends before. */
  public String read(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[count];
    for (int some = 0; some >= 0 && all.size() < count; ) {
      some = read(piece, count - all.size());
      all.write(piece, 0, Math.max(some, 0));
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** The body's text up to and including {@code end}; shorter only when the body ends before. */
  public String readThrough(String end) {
    StringBuilder text = new StringBuilder();
    byte[] one = new byte[1];
    while (text.indexOf(end) < 0 && read(one, 1) >= 0) {
      text.append((char) (one[0] & 0xff));
    }
    return new String(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The next server-sent event's data; empty when the body ends before. */
  public String nextEvent() {
    return readThrough("\n\n").replaceFirst("^data: ", "").stripTrailing();
  }

  /** All that is left, as an answer. */
  public RawAnswer readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[16 * 1024];
    for (int count = read(piece, piece.length); count >= 0; count = read(piece, piece.length)) {
      all.write(piece, 0, count);
    }
    return new RawAnswer(
        interim, head, all.toByteArray(), body.isComplete(), List.copyOf(body.trailers()));
  }

  /**
   * Reads to the end and compares with {@link GeneratedBytes} without keeping anything.
   *
   * @return the number of bytes; the test fails at the first wrong one
   */
  public long readGenerated() {
    GeneratedBytes.Checker checker = new GeneratedBytes.Checker();
    byte[] piece = new byte[64 * 1024];
    long length = 0;
    for (int count = read(piece, piece.length); count >= 0; count = read(piece, piece.length)) {
      checker.accept(piece, 0, count);
      length += count;
      if (checker.firstDifference() >= 0) {
        throw new AssertionError("wrong byte at " + checker.firstDifference());
      }
    }
    return length;
  }

  /** Once the body has ended: whether it ended as its framing said. */
  public boolean isComplete() {
    return body.isComplete();
  }

  private int read(byte[] target, int length) {
    try {
      return body.read(target, 0, length);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no more of the body has come; so far:\n" + head, e);
    }
  }
}
