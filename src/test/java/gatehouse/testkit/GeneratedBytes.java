package gatehouse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A body of any size that needs no memory: the byte at each position follows from the position, so
 * that a receiver notices any byte lost, doubled, moved or changed.
 */
public final class GeneratedBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 64 * 1024;

  private GeneratedBytes() {}

  /** The first {@code count} bytes, for bodies that fit into memory. */
  public static byte[] first(int count) {
    byte[] bytes = new byte[count];
    fill(bytes, 0, count, 0);
    return bytes;
  }

  /** Writes {@code count} bytes, beginning with the one at {@code position}. */
  static void write(OutputStream out, long position, long count) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK, count)];
    long done = 0;
    while (done < count) {
      int length = (int) Math.min(block.length, count - done);
      fill(block, 0, length, position + done);
      out.write(block, 0, length);
      done += length;
    }
  }

  /** Fills a part of {@code target} with the bytes that stand at {@code position} and behind it. */
  static void fill(byte[] target, int from, int length, long position) {
    int i = from;
    int end = from + length;
    long at = position;
    while (i < end && (at & 7) != 0) {
      target[i++] = (byte) (mix(at >>> 3) >>> ((at & 7) * 8));
      at++;
    }
    while (end - i >= 8) {
      LONG.set(target, i, mix(at >>> 3));
      i += 8;
      at += 8;
    }
    while (i < end) {
      target[i++] = (byte) (mix(at >>> 3) >>> ((at & 7) * 8));
      at++;
    }
  }

  /** The finishing step of SplitMix64. */
  private static long mix(long index) {
    long z = (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Compares what arrives with what should; for one thread at a time. */
  static final class Checker {

    private byte[] expected = new byte[0];
    private long position;
    private long firstDifference = -1;

    void accept(byte[] bytes, int from, int length) {
      if (firstDifference < 0) {
        if (expected.length < length) {
          expected = new byte[length];
        }
        fill(expected, 0, length, position);
        int difference = Arrays.mismatch(bytes, from, from + length, expected, 0, length);
        if (difference >= 0) {
          firstDifference = position + difference;
        }
      }
      position += length;
    }

    /** The position of the first wrong byte, or -1. */
    long firstDifference() {
      return firstDifference;
    }
  }
}
