package gatehouse.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process of the {@link LoadGenerator}. For one thread. */
final class Clients implements AutoCloseable {

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private boolean asking;

  Clients(int port, int count, int thinkMillis) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadGenerator.class.getName(),
                Integer.toString(port),
                Integer.toString(count),
                Integer.toString(thinkMillis))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    commands = process.outputWriter(StandardCharsets.US_ASCII);
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Lets them ask. */
  void go() throws IOException {
    command("go");
    asking = true;
  }

  /**
   * Waits until none of them waits for an answer; returns all that they have counted since the
   * start.
   */
  Tally pause() throws IOException {
    if (!asking) {
      return new Tally();
    }
    command("pause");
    asking = false;
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the load generator has ended");
    }
    return Tally.parse(line);
  }

  private void command(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
