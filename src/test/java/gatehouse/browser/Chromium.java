package gatehouse.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window, in processes of its own, that shows one page. It reaches nothing but
 * this machine. For one thread.
 *
 * <p>The program is the system property {@code test.chromium}, or the first of Debian's, Ubuntu's
 * and Google's names on the path. Without any the test is skipped, or fails when the system
 * property {@code test.browser} is {@code required}.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int SECONDS_TO_STOP = 10;

  private final Process process;
  private final Path log;
  private final Thread hook;

  private Chromium(Process process, Path log) {
    this.process = process;
    this.log = log;
    // A test run that is killed must not leave browsers behind.
    hook = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Shows a page.
   *
   * @param directory for the browser's profile and its log; need not exist
   */
  static Chromium open(String url, Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-breakpad",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
            "--no-proxy-server",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--user-data-dir=" + directory.resolve("profile"),
            url));
    Path log = Files.createDirectories(directory).resolve("chromium.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    // Whatever it writes, it writes there.
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("TMPDIR", directory.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Chromium(builder.start(), log);
  }

  /** Skips the test when there is no Chromium, or fails it when there has to be one. */
  static void require() {
    program();
  }

  /** All that the browser has said by now. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the browser with all its processes, and waits until they are gone. */
  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  private static String program() {
    return program(
        System.getProperty("test.chromium"),
        System.getenv().getOrDefault("PATH", ""),
        "required".equals(System.getProperty("test.browser")));
  }

  /**
   * The browser's program.
   *
   * @param named by the operator; null when none is
   * @param path the directories to search otherwise, with colons in between
   * @param required whether the test fails when there is none, instead of being skipped
   */
  static String program(@Nullable String named, String path, boolean required) {
    if (named != null) {
      return named;
    }
    for (String name : NAMES) {
      for (String folder : path.split(":")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return program.toString();
        }
      }
    }
    String missing =
        "there is no Chromium on this machine: install it (Debian: apt-get install chromium), or"
            + " name it with -Dtest.chromium=PATH";
    return required ? fail(missing) : abort(missing);
  }
}
