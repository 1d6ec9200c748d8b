package gatehouse.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String OTHER = "fedcba9876543210";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789abcde", "0123456789 abcdef", "0123456789abcdéf"})
  void words_that_are_no_token_are_refused_and_not_quoted(String word) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> BearerToken.of(word));

    assertTrue(refusal.getMessage().startsWith("is no token: write 16 to 4096 "));
    assertFalse(BearerToken.of(TOKEN).toString().contains(TOKEN));
  }

  @Test
  void a_file_is_read_again_when_it_has_changed() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    BearerToken token = BearerToken.in(file);
    assertTrue(token.is(TOKEN));

    // As Kubernetes does it.
    Files.writeString(directory.resolve("new"), OTHER);
    Files.move(directory.resolve("new"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertFalse(token.is(TOKEN));
    assertTrue(token.is(OTHER));
  }

  @Test
  void while_the_file_has_no_token_nobody_has_access_and_the_log_tells_it_once()
      throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN);
    BearerToken token = BearerToken.in(file);

    try (LogCapture log = new LogCapture()) {
      Files.writeString(file, "short");
      assertFalse(token.is("short"));
      assertFalse(token.is(TOKEN));
      Files.delete(file);
      assertFalse(token.is(TOKEN));
      assertFalse(token.is(""));

      assertEquals(2, log.lines().size(), log.lines()::toString);
      assertFalse(log.lines().toString().contains("short:"));
    }
    Files.writeString(file, TOKEN);
    assertTrue(token.is(TOKEN));
  }

  @Test
  void a_file_without_a_token_is_refused_at_the_start() throws IOException {
    Path file = directory.resolve("token");
    assertTrue(message(file).contains("cannot be read"), () -> message(file));

    Files.writeString(file, "secretive");
    assertTrue(message(file).contains("is no token"), () -> message(file));
    assertFalse(message(file).contains("secretive"));
  }

  private static String message(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> BearerToken.in(file)).getMessage();
  }
}
