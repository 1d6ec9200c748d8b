package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.LogDestination;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectLinesTest {

  @TempDir private Path directory;

  private final Instant now = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void lines_are_in_the_file_when_a_call_returns() throws IOException {
    DirectLines lines = to("file:logs/audit.log", 1_000);
    lines.append(List.of());
    assertEquals("", Files.readString(directory.resolve("logs/audit.log")));

    lines.append(List.of("a", "b"));

    assertEquals("a\nb\n", Files.readString(directory.resolve("logs/audit.log")));
  }

  @Test
  void files_that_were_set_aside_stay() throws IOException {
    DirectLines lines = to("file:audit.log", 10);
    for (int i = 0; i < 30; i++) {
      lines.append(List.of("123456" + i));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(30, files.count());
    }
  }

  @Test
  void what_cannot_be_written_is_told_to_who_writes() throws IOException {
    Files.writeString(directory.resolve("blocked"), "");

    assertThrows(IOException.class, () -> to("file:blocked/audit.log", 1_000).append(List.of("a")));
  }

  @Test
  void the_servers_log_has_a_logger_for_them() throws IOException {
    try (LogCapture log = new LogCapture()) {
      to("container", 1_000).append(List.of("a"));
      assertEquals(List.of("INFO a"), log.messages());
    }
  }

  private DirectLines to(String destination, long mostBytes) {
    return DirectLines.to(
        LogDestination.parse(destination),
        new AccessLogOptions(LogDestination.parse("container"), null, directory, mostBytes, 2),
        "gatehouse.audit",
        () -> now);
  }
}
