package gatehouse.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that a process has printed, line by line, with waiting for what it is yet to print. */
final class ServerLog {

  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  /** Reads this stream on a thread of its own, and copies it to a file. */
  static ServerLog of(InputStream output, Path file) {
    ServerLog log = new ServerLog();
    Thread thread = new Thread(() -> log.read(output, file), "log of " + file);
    thread.setDaemon(true);
    thread.start();
    return log;
  }

  private void read(InputStream output, Path file) {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        Writer copy = Files.newBufferedWriter(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        add(line);
      }
    } catch (IOException e) {
      add("(reading the log failed: " + e + ")");
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  synchronized int size() {
    return lines.size();
  }

  synchronized String text() {
    return String.join("\n", lines);
  }

  /** The first match in a line from this position on; the test fails when none comes in time. */
  synchronized Matcher await(Pattern pattern, int from, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int next = from;
    while (true) {
      for (; next < lines.size(); next++) {
        Matcher matcher = pattern.matcher(lines.get(next));
        if (matcher.find()) {
          return matcher;
        }
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || millis <= 0) {
        throw new AssertionError("not in the log: " + pattern + "\n" + text());
      }
      waitForLines(millis);
    }
  }

  private void waitForLines(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
