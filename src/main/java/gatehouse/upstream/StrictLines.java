package gatehouse.upstream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * ISO-8859-1, but reading only whole lines without control characters: what HttpCore decodes with
 * it are the lines of a response's head, of its chunk sizes and of its trailers.
 *
 * <p>HttpCore takes a line that the end of the connection has cut off for a whole one, and the head
 * for complete then; and it puts spaces in the place of control characters. RFC 9110, section 5.5,
 * and RFC 9112, section 8, allow to refuse both instead, and this is the only place where HttpCore
 * lets others look at a line.
 */
final class StrictLines extends Charset {

  static final StrictLines CHARSET = new StrictLines();

  private StrictLines() {
    super("X-Gatehouse-Strict-Lines", null);
  }

  @Override
  public boolean contains(Charset other) {
    return StandardCharsets.ISO_8859_1.contains(other);
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  @Override
  public CharsetEncoder newEncoder() {
    return StandardCharsets.ISO_8859_1.newEncoder();
  }

  /** Decodes one line, with the line feed at its end, per run. */
  private static final class Decoder extends CharsetDecoder {

    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      int end = in.limit();
      if (in.hasRemaining() && in.get(end - 1) != '\n') {
        return CoderResult.malformedForLength(in.remaining());
      }
      while (in.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        char c = (char) (in.get() & 0xff);
        int left = in.remaining();
        boolean endsLine = c == '\n' ? left == 0 : c == '\r' && left == 1;
        if ((c < ' ' && c != '\t' && !endsLine) || c == 0x7f) {
          in.position(in.position() - 1);
          return CoderResult.malformedForLength(1);
        }
        out.put(c);
      }
      return CoderResult.UNDERFLOW;
    }
  }
}
