package gatehouse.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a process that was used a little, with 1,000 connections that have been asked and
 * answered, and with 1,000 requests that the upstream is still busy with. Behind a full collection
 * where there is a heap.
 */
final class MemoryWork implements Workload {

  static final String BASE = "MiB at first";
  static final String IDLE = "+MiB, 1,000 idle";
  static final String ACTIVE = "+MiB, 1,000 active";
  static final String HEAP_BASE = "heap MiB at first";
  static final String HEAP_IDLE = "heap +MiB, idle";
  static final String HEAP_ACTIVE = "heap +MiB, active";
  static final String REACHED = "at the upstream";

  private static final int COUNT = 1_000;
  private static final String HELD = "/event/after/25000";
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private final List<Subject> subjects;

  MemoryWork(List<Subject> subjects) {
    this.subjects = subjects;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String title() {
    return "Memory (resident, and heap after a full collection)";
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public double seconds(Options options, int count) {
    return count * (14.0 + lead(options));
  }

  /** A fixed amount of work would be fairer to the fast, but nobody would wait for the slow. */
  private static int lead(Options options) {
    return Math.max(2, options.warmSeconds() / 2);
  }

  @Override
  public List<String> metrics() {
    return List.of(BASE, IDLE, ACTIVE, HEAP_BASE, HEAP_IDLE, HEAP_ACTIVE, REACHED);
  }

  @Override
  public void run(Context context, Fleet none) {
    context.figures().load(name(), ProcessFiles.load());
    for (Subject subject : subjects) {
      if (context.figures().leftOut().containsKey(subject.name())
          || subject.name().equals("direct")) {
        continue;
      }
      try (Running running = subject.starter().start(context.site())) {
        new RightAnswers().await(subject, running);
        measure(context, subject, running);
      } catch (Exception | AssertionError e) {
        context.figures().fault(name() + ", " + subject.name() + ": " + e);
      }
    }
  }

  private void measure(Context context, Subject subject, Running running)
      throws IOException, InterruptedException {
    context
        .wrk()
        .run(running.files(), "/static/225", 64, lead(context.options()), Fleet.headers(subject));
    Figures figures = context.figures();
    double heap = heap(context, running);
    double resident = ProcessFiles.residentMegabytes(running.pids());
    figures.add(name(), subject.name(), BASE, resident);
    ByteBuffer asked = subject.get("/static/225");
    ByteBuffer held = subject.get(HELD);
    int[] answered = {0};
    Connections.Listener listener = (connection, status) -> answered[0] += status == 200 ? 1 : 0;
    try (Connections connections = new Connections(running.files())) {
      List<Connections.Connection> crowd = new ArrayList<>();
      long patience = System.nanoTime() + 15_000_000_000L;
      for (int i = 0; i < COUNT; i++) {
        Connections.Connection connection = connections.new Connection();
        crowd.add(connection);
        connection.send(asked);
        connections.receive(0, listener);
      }
      while (answered[0] < COUNT && System.nanoTime() < patience) {
        connections.receive(100, listener);
      }
      double heapIdle = heap(context, running);
      double idle = ProcessFiles.residentMegabytes(running.pids());
      figures.add(name(), subject.name(), IDLE, idle - resident);
      int before = context.upstream().asked();
      crowd.forEach(connection -> connection.send(held));
      int reached = reached(context.upstream(), before);
      double heapActive = heap(context, running);
      double active = ProcessFiles.residentMegabytes(running.pids());
      figures.add(name(), subject.name(), ACTIVE, active - resident);
      figures.add(name(), subject.name(), REACHED, reached);
      if (running.java()) {
        figures.add(name(), subject.name(), HEAP_BASE, heap);
        figures.add(name(), subject.name(), HEAP_IDLE, heapIdle - heap);
        figures.add(name(), subject.name(), HEAP_ACTIVE, heapActive - heap);
      }
      System.out.printf(
          "memory   %-16s %.0f MiB, idle %+.1f, active %+.1f (%d), heap %.1f %+.1f %+.1f%n",
          subject.name(),
          resident,
          idle - resident,
          active - resident,
          reached,
          heap,
          heapIdle - heap,
          heapActive - heap);
    }
  }

  /** How many of the requests came through, when no more of them do. */
  private static int reached(EventUpstream upstream, int before) throws InterruptedException {
    int reached = 0;
    for (int quiet = 0; reached < COUNT && quiet < 20; quiet++) {
      Thread.sleep(100);
      int now = upstream.asked() - before;
      quiet = now > reached ? 0 : quiet;
      reached = now;
    }
    return reached;
  }

  /** MiB that live, of a JVM, which collects its garbage for that; else 0. */
  private static double heap(Context context, Running running) throws IOException {
    if (!running.java()) {
      return 0;
    }
    String jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd").toString();
    Processes processes = context.site().processes();
    String pid = Long.toString(running.pid());
    Matcher total = TOTAL.matcher(processes.output(30, List.of(jcmd, pid, "GC.class_histogram")));
    return total.find() ? Long.parseLong(total.group(1)) / 1048576.0 : 0;
  }
}
