package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As many requests as a subject can answer, asked by wrk.
 *
 * @param script for wrk; empty for a plain GET
 */
record ThroughputWork(String name, String title, String path, int connections, String script)
    implements Workload {

  static final String RATE = "requests/s";
  static final String CPU = "µs CPU";
  static final String P50 = "p50 ms";
  static final String P99 = "p99 ms";
  static final String FAILED = "failed";
  static final String OTHERS = "others' CPUs";

  static final List<String> METRICS = List.of(RATE, CPU, P50, P99, FAILED, OTHERS);

  static List<ThroughputWork> all() {
    String post = "wrk.method = 'POST'\nwrk.body = string.rep('x', %d)\n".formatted(Bodies.POSTED);
    return List.of(
        new ThroughputWork("small", "225-byte answers, 64 connections", "/static/225", 64, ""),
        new ThroughputWork("16k", "16 KiB answers, 64 connections", "/static/16k", 64, ""),
        new ThroughputWork("1m", "1 MiB answers, 16 connections", "/static/1m", 16, ""),
        new ThroughputWork("post", "POST of 64 KiB, 64 connections", "/static/225", 64, post));
  }

  @Override
  public double seconds(Options options, int subjects) {
    return subjects * (options.rounds() * (options.seconds() + 0.5) + 1);
  }

  @Override
  public List<String> metrics() {
    return METRICS;
  }

  @Override
  public void run(Context context, Fleet fleet) throws IOException {
    List<String> options = script(context, script);
    fleet.alternate(
        name,
        context.options().rounds(),
        (subject, running, round) -> measure(context, subject, running, round, options));
  }

  /** wrk's options for a script; none when it is empty. */
  static List<String> script(Context context, String script) throws IOException {
    if (script.isEmpty()) {
      return List.of();
    }
    Path file = context.site().room("wrk").resolve("script.lua");
    Files.writeString(file, script);
    return List.of("-s", file.toString());
  }

  /** One turn of a subject, in the first round behind a second without measuring. */
  void measure(Context context, Subject subject, Running running, int round, List<String> options)
      throws IOException {
    List<String> more = new ArrayList<>(options);
    more.addAll(Fleet.headers(subject));
    int port = running.port(path);
    if (round == 0) {
      context.wrk().run(port, path, connections, 1, more);
    }
    Window window = new Window(running);
    window.begin();
    Wrk.Found found = context.wrk().run(port, path, connections, context.options().seconds(), more);
    window.end(found.requests());
    add(context.figures(), name, subject, found.perSecond(), found.failed(), window);
    context.figures().add(name, subject.name(), P50, found.p50());
    context.figures().add(name, subject.name(), P99, found.p99());
  }

  static void add(
      Figures figures, String work, Subject subject, double rate, long failed, Window window) {
    figures.add(work, subject.name(), RATE, rate);
    figures.add(work, subject.name(), FAILED, failed);
    figures.add(work, subject.name(), OTHERS, window.foreign());
    if (!subject.name().equals("direct")) {
      figures.add(work, subject.name(), CPU, window.microsPerRequest());
    }
    System.out.printf(
        "%-8s %-16s %9.0f /s %7.1f µs %6d failed, others %.2f%n",
        work, subject.name(), rate, window.microsPerRequest(), failed, window.foreign());
  }
}
