package gatehouse.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Closed-loop load by wrk, with one thread. */
final class Wrk {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern FAULTS =
      Pattern.compile("connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern STATUSES = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private final Processes processes;
  private final String command;

  Wrk(Processes processes) throws LeftOutException {
    this.processes = processes;
    command = Processes.command("wrk", "wrk");
  }

  /**
   * What it found.
   *
   * @param p50 milliseconds
   * @param p99 milliseconds
   */
  record Found(double perSecond, long requests, long failed, double p50, double p99) {}

  /**
   * Runs it.
   *
   * @param more options, in front of the URL
   */
  Found run(int port, String path, int connections, int seconds, List<String> more)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-t1", "-c" + connections));
    line.addAll(List.of("-d" + seconds + "s", "--latency", "--timeout", "10s"));
    line.addAll(more);
    line.add("http://127.0.0.1:" + port + path);
    String output = processes.output(seconds + 60, line);
    Matcher rate = RATE.matcher(output);
    Matcher count = COUNT.matcher(output);
    if (!rate.find() || !count.find()) {
      throw new IOException("wrk says: " + output);
    }
    long failed = 0;
    Matcher faults = FAULTS.matcher(output);
    if (faults.find()) {
      for (int i = 1; i <= 4; i++) {
        failed += Long.parseLong(faults.group(i));
      }
    }
    Matcher statuses = STATUSES.matcher(output);
    failed += statuses.find() ? Long.parseLong(statuses.group(1)) : 0;
    return new Found(
        Double.parseDouble(rate.group(1)),
        Long.parseLong(count.group(1)),
        failed,
        millis(output, 50),
        millis(output, 99));
  }

  private static double millis(String output, int percentile) {
    Matcher line = Pattern.compile(percentile + "%\\s+([\\d.]+)(us|ms|s|m)\\s").matcher(output);
    if (!line.find()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(line.group(1));
    return switch (line.group(2)) {
      case "us" -> value / 1e3;
      case "ms" -> value;
      case "s" -> value * 1e3;
      default -> value * 60e3;
    };
  }
}
