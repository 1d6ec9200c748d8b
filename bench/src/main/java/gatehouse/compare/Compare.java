package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The run. Options are system properties, see README.md. The exit code is 0 when the run was whole,
 * whatever the figures say.
 */
public final class Compare {

  /** For a subject: its start and the checks of its answers. */
  private static final double START_SECONDS = 8;

  private final Options options;
  private final Processes processes = new Processes();
  private final Figures figures = new Figures();
  private final String name =
      "compare-" + LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm"));

  private Compare(Options options) {
    this.options = options;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    boolean whole = new Compare(Options.read()).run();
    System.exit(whole ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path directory = options.bench().resolve("target/compare");
    Map<String, byte[]> bodies = Bodies.byPath();
    Wrk wrk;
    try {
      wrk = new Wrk(processes);
    } catch (LeftOutException e) {
      System.out.println("wrk: " + e.getMessage());
      return false;
    }
    try (EventUpstream upstream = new EventUpstream(bodies)) {
      Process files = upstream(directory, upstream);
      int port = files == null ? upstream.port() : filesPort;
      Site site = new Site(options, directory, processes, port, upstream.port());
      Tokens tokens = new Tokens(upstream.port(), bodies);
      return measure(new Context(options, site, upstream, tokens, wrk, figures), files);
    }
  }

  private int filesPort;

  /** nginx below /static; null where there is none, and the other upstream does its work. */
  private @org.jspecify.annotations.Nullable Process upstream(Path directory, EventUpstream events)
      throws IOException {
    filesPort = Processes.freePort();
    Path room = Files.createTempDirectory(Files.createDirectories(directory), "upstream-");
    try {
      return NativePeers.upstream(processes, room, filesPort);
    } catch (LeftOutException e) {
      figures.leaveOut("nginx as the upstream", e.getMessage() + "; a Java one takes its place");
      return null;
    }
  }

  private boolean measure(Context context, @org.jspecify.annotations.Nullable Process files)
      throws Exception {
    long upstreamPid = files == null ? ProcessHandle.current().pid() : files.pid();
    List<Subject> subjects =
        Subjects.all(upstreamPid).stream()
            .filter(subject -> options.wantsSubject(subject.name()))
            .toList();
    Running direct =
        new Running(context.site().files(), context.site().events(), upstreamPid, false, () -> {});
    List<Workload> workloads = workloads(subjects, direct);
    double bound = bound(workloads, subjects.size());
    System.out.printf(
        "%d subjects, %d workloads: about %.0f minutes, ends by force after %.0f%n",
        subjects.size(), workloads.size(), bound / 60, limit(bound) / 60);
    endAfter(limit(bound));
    if (workloads.stream().anyMatch(workload -> !workload.startsItsOwn())) {
      try (Fleet fleet = new Fleet(context, subjects)) {
        for (Workload workload : workloads) {
          if (!workload.startsItsOwn()) {
            run(workload, context, fleet);
            write(workloads, subjects, false);
          }
        }
      }
    }
    try (Fleet none = new Fleet(context, List.of())) {
      for (Workload workload : workloads) {
        if (workload.startsItsOwn()) {
          run(workload, context, none);
          write(workloads, subjects, false);
        }
      }
    }
    System.out.println(write(workloads, subjects, true));
    return figures.faults().isEmpty()
        && figures.leftOut().keySet().stream().noneMatch(Compare::isOurs);
  }

  private static boolean isOurs(String subject) {
    return subject.startsWith("gatehouse") || subject.matches("all|none|\\d+");
  }

  private void run(Workload workload, Context context, Fleet fleet) {
    try {
      System.out.println("--- " + workload.title());
      workload.run(context, fleet);
    } catch (Exception e) {
      figures.fault(workload.name() + ": " + e);
    }
  }

  private List<Workload> workloads(List<Subject> subjects, Running direct) {
    List<Workload> all = new ArrayList<>(ThroughputWork.all());
    all.add(new SlowWork());
    all.add(new LatencyWork(direct));
    all.add(new OverloadWork(subjects));
    all.add(VariantWork.features());
    all.add(VariantWork.routes());
    all.add(new ReloadWork());
    all.add(new MemoryWork(subjects));
    all.add(new StartWork(subjects));
    return all.stream().filter(workload -> options.wantsWork(workload.name())).toList();
  }

  private double bound(List<Workload> workloads, int subjects) {
    double seconds =
        workloads.stream().mapToDouble(workload -> workload.seconds(options, subjects)).sum();
    boolean fleet = workloads.stream().anyMatch(workload -> !workload.startsItsOwn());
    return seconds + (fleet ? subjects * (START_SECONDS + options.warmSeconds()) : 0);
  }

  /** Room for a busy machine, and for Maven at the first time. */
  private static double limit(double bound) {
    return bound * 1.5 + 600;
  }

  private static void endAfter(double seconds) {
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep((long) (seconds * 1_000));
                System.out.println("out of time");
                System.exit(2);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit");
    watch.setDaemon(true);
    watch.start();
  }

  /** Behind each workload, so that a run which is broken off has not been for nothing. */
  private String write(List<Workload> workloads, List<Subject> subjects, boolean whole)
      throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    subjects.forEach(subject -> titles.put(subject.name(), subject.title()));
    Subjects.features(List.of()).forEach(one -> titles.put(one.name(), one.title()));
    Subjects.routes().forEach(one -> titles.put(one.name(), one.title()));
    Path results = Files.createDirectories(options.bench().resolve("results"));
    Files.writeString(results.resolve(name + ".svg"), Picture.of(figures, titles));
    String page =
        Report.of(
            options,
            new Machine(options, processes).facts(),
            figures,
            whole,
            workloads,
            titles,
            name + ".svg");
    Files.writeString(results.resolve(name + ".md"), page);
    return page + "written: " + results.resolve(name + ".md");
  }
}
