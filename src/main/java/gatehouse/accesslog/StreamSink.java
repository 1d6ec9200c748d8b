package gatehouse.accesslog;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** A stream of the process, such as its standard output. */
final class StreamSink implements Sink {

  private final Supplier<PrintStream> stream;

  /**
   * A sink.
   *
   * @param stream asked each time, because servers replace it; never closed
   */
  StreamSink(Supplier<PrintStream> stream) {
    this.stream = stream;
  }

  @Override
  public void write(List<String> lines) throws LinesLost {
    byte[] bytes = (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    PrintStream out = stream.get();
    // A stream remembers its first error for ever: after that, it does not tell of others.
    boolean failedBefore = out.checkError();
    out.write(bytes, 0, bytes.length);
    if (out.checkError() && !failedBefore) {
      throw new LinesLost(lines.size(), new IOException("the stream takes nothing"));
    }
  }

  @Override
  public void release() {}

  @Override
  public String toString() {
    return "standard output";
  }
}
