package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final String LINE = "… – → ä 🐕 plain";

  @Test
  void what_the_character_set_has_is_printed_as_it_is() {
    assertEquals(LINE + "\n", printed(StandardCharsets.UTF_8));
  }

  @Test
  void what_it_does_not_have_is_spelled_out() {
    assertEquals("... - -> \\u00e4 \\ud83d\\udc15 plain\n", printed(StandardCharsets.US_ASCII));
    assertEquals("... - -> ä \\ud83d\\udc15 plain\n", printed(StandardCharsets.ISO_8859_1));
  }

  private static String printed(Charset charset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, charset);
    Console console = new Console(stream, stream, charset);
    console.print(LINE);
    console.flush();
    return out.toString(charset);
  }
}
