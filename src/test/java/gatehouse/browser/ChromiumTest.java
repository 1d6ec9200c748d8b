package gatehouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ChromiumTest {

  @TempDir private Path directory;

  @Test
  void without_a_browser_a_test_is_skipped_and_says_why() {
    TestAbortedException skipped =
        assertThrows(TestAbortedException.class, () -> Chromium.program(null, path(), false));
    assertTrue(skipped.getMessage().contains("apt-get install chromium"));
  }

  @Test
  void without_a_browser_that_is_required_a_test_fails() {
    assertThrows(AssertionFailedError.class, () -> Chromium.program(null, path(), true));
  }

  @Test
  void a_browser_is_found_on_the_path_unless_another_is_named() throws IOException {
    Path program = Files.createFile(directory.resolve("chromium"));
    assertThrows(TestAbortedException.class, () -> Chromium.program(null, path(), false));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(program.toString(), Chromium.program(null, path(), true));
    assertEquals("/opt/chrome", Chromium.program("/opt/chrome", path(), true));
  }

  private String path() {
    return directory.resolve("missing") + ":" + directory;
  }
}
