package gatehouse.testkit.cases;

import gatehouse.testkit.RawUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads what a gateway adds to a file of its access log. One thread's. */
final class LogTail {

  private final Path file;
  private int offset;

  /** A file that need not be there yet. */
  LogTail(Path file) {
    this.file = file;
  }

  /** The lines since the last call: as soon as there are so many, all that are there. */
  List<String> take(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    List<String> lines = lines();
    while (lines.size() < count && System.nanoTime() < deadline) {
      Thread.sleep(5);
      lines = lines();
    }
    lines.forEach(line -> offset += line.getBytes(StandardCharsets.UTF_8).length + 1);
    return lines;
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : Arrays.asList(text.substring(0, end).split("\n", -1));
  }
}
