package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSinkTest {

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean full;
  private final PrintStream stream = new PrintStream(new Filling(), true, StandardCharsets.UTF_8);
  private final StreamSink sink = new StreamSink(() -> stream);

  @Test
  void an_error_loses_its_own_lines_and_none_after_it() throws Exception {
    full = true;
    Sink.LinesLost lost = assertThrows(Sink.LinesLost.class, () -> sink.write(List.of("a", "b")));
    assertEquals(2, lost.count());

    full = false;
    sink.write(List.of("c"));
    sink.write(List.of("d"));

    assertEquals("c\nd\n", taken.toString(StandardCharsets.UTF_8));
  }

  /** Takes nothing while it is full. */
  private final class Filling extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (full) {
        throw new IOException("full");
      }
      taken.write(bytes, from, count);
    }
  }
}
