package gatehouse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The chunked coding, RFC 9112, section 7.1; each chunk leaves in one write. */
final class Chunks {

  private Chunks() {}

  static void write(OutputStream out, byte[] bytes, int length) throws IOException {
    if (length == 0) {
      // It would be the last one.
      return;
    }
    byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = new byte[size.length + length + 2];
    System.arraycopy(size, 0, chunk, 0, size.length);
    System.arraycopy(bytes, 0, chunk, size.length, length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    out.write(chunk);
  }

  static void writeGenerated(OutputStream out, long count, int chunkSize) throws IOException {
    byte[] chunk = new byte[chunkSize];
    long done = 0;
    while (done < count) {
      int length = (int) Math.min(chunkSize, count - done);
      GeneratedBytes.fill(chunk, 0, length, done);
      write(out, chunk, length);
      done += length;
    }
  }

  static void writeLast(OutputStream out) throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
