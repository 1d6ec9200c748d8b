package gatehouse.control.aws.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.AuditFile;
import gatehouse.config.LogDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPlacesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "stdout, true",
    "file:access.log, true",
    "file:shop/access.log, true",
    "file:audit.logs, true",
    "file:audit.log, false",
    "file:./audit.log.2026-01-01.1, false",
    "file:audit.log.2026-01-01.1, false",
    "file:audit.log.2026-01-01.1.gz, false",
    "file:/tmp/x, false"
  })
  void files_are_in_the_directory_and_not_the_audit_log(String destination, boolean isOpen) {
    assertEquals(isOpen, isOpen(destination));
  }

  @Test
  void links_lead_nowhere_else() throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Files.createSymbolicLink(logs.resolve("out"), directory);
    Files.createSymbolicLink(logs.resolve("dangling"), directory.resolve("nothing"));
    Files.writeString(logs.resolve("audit.log"), "");
    Files.createSymbolicLink(logs.resolve("link"), logs.resolve("audit.log"));
    Files.createLink(logs.resolve("hard"), logs.resolve("audit.log"));
    Files.createDirectory(logs.resolve("in"));

    assertFalse(isOpen("file:out/x"));
    assertFalse(isOpen("file:out/new/x"));
    assertFalse(isOpen("file:dangling"));
    assertFalse(isOpen("file:link"));
    assertFalse(isOpen("file:hard"));
    assertTrue(isOpen("file:in/x"));
  }

  private boolean isOpen(String destination) {
    Path logs = directory.resolve("logs");
    LogDestination parsed;
    try {
      parsed = LogDestination.parse(destination);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return new LogPlaces(logs, new AuditFile(logs.resolve("audit.log"))).isOpen(parsed);
  }
}
