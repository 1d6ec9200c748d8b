package gatehouse.compare;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /proc} tells. Nothing is 0 where a process has ended. */
final class ProcessFiles {

  /** Linux counts in hundredths of a second for programs, whatever the kernel does. */
  private static final double TICKS = 100;

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");

  private ProcessFiles() {}

  /** Seconds of processor time. */
  static double cpuSeconds(Collection<Long> pids) {
    long ticks = 0;
    for (long pid : pids) {
      ticks += ticks(pid, false);
    }
    return ticks / TICKS;
  }

  /** Seconds of processor time of this process and all that it has started. */
  static double ownSeconds() {
    ProcessHandle self = ProcessHandle.current();
    long ticks = ticks(self.pid(), true);
    for (ProcessHandle below : self.descendants().toList()) {
      ticks += ticks(below.pid(), true);
    }
    return ticks / TICKS;
  }

  private static long ticks(long pid, boolean withChildren) {
    String text = read(Path.of("/proc/" + pid + "/stat"));
    if (text.isEmpty()) {
      return 0;
    }
    // The name, in parentheses, may hold anything.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return withChildren ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
  }

  /** Seconds for which the machine's processors did something, all together. */
  static double machineSeconds() {
    String[] fields = read(Path.of("/proc/stat")).lines().findFirst().orElse("").split(" +");
    long ticks = 0;
    for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
      ticks += i < fields.length ? Long.parseLong(fields[i]) : 0;
    }
    return ticks / TICKS;
  }

  /** MiB of memory that the processes hold. */
  static double residentMegabytes(Collection<Long> pids) {
    long kilobytes = 0;
    for (long pid : pids) {
      Matcher matcher = RESIDENT.matcher(read(Path.of("/proc/" + pid + "/status")));
      kilobytes += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
    return kilobytes / 1024.0;
  }

  /**
   * Milliseconds for which a thread ran or was ready to run.
   *
   * @param name what its name begins with, at most 15 characters
   */
  static double threadMillis(long pid, String name) throws IOException {
    double nanos = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        if (read(task.resolve("comm")).startsWith(name)) {
          String[] fields = read(task.resolve("schedstat")).strip().split(" ");
          nanos +=
              fields.length < 2 ? 0 : Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]);
        }
      }
    }
    return nanos / 1e6;
  }

  /** The load average of the last minute. */
  static double load() {
    return Double.parseDouble(read(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
