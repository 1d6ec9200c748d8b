package gatehouse.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Subjects that run side by side, warm, of which one at a time is measured while the others are
 * halted: a gateway that looks at ten thousand files twice a second would do so at the cost of all.
 * For one thread.
 */
final class Fleet implements AutoCloseable {

  private static final int CONNECTIONS = 64;

  private final Context context;
  private final Map<Subject, Running> running = new LinkedHashMap<>();

  /** A turn of a subject. */
  @FunctionalInterface
  interface Turn {
    void take(Subject subject, Running running, int round) throws Exception;
  }

  /** Starts, checks and warms subjects; who fails is left out. */
  Fleet(Context context, List<Subject> subjects) {
    this.context = context;
    for (Subject subject : subjects) {
      Running started = start(context, subject);
      if (started != null) {
        running.put(subject, started);
        halt(subject, started, true);
      }
    }
  }

  /** A subject that answers rightly and is warm; null when it was left out. */
  private static @org.jspecify.annotations.Nullable Running start(
      Context context, Subject subject) {
    Running started = null;
    try {
      started = subject.starter().start(context.site());
      RightAnswers answers = new RightAnswers();
      answers.await(subject, started);
      answers.check(subject, started);
      int seconds = context.options().warmSeconds();
      context.wrk().run(started.files(), "/static/225", CONNECTIONS, seconds, headers(subject));
      System.out.println("warm: " + subject.name());
      return started;
    } catch (LeftOutException e) {
      context.figures().leaveOut(subject.name(), String.valueOf(e.getMessage()));
    } catch (IOException | AssertionError e) {
      context.figures().leaveOut(subject.name(), "it does not start: " + firstLine(e));
    }
    if (started != null) {
      started.close();
    }
    return null;
  }

  private static String firstLine(Throwable e) {
    return e.toString().lines().findFirst().orElse("");
  }

  /** A subject's headers as wrk's options. */
  static List<String> headers(Subject subject) {
    List<String> options = new ArrayList<>();
    subject.headers().forEach(header -> options.addAll(List.of("-H", header)));
    return options;
  }

  int size() {
    return running.size();
  }

  /** Gives each subject its turn in each round, every other round the last one first. */
  void alternate(String work, int rounds, Turn turn) {
    List<Subject> order = new ArrayList<>(running.keySet());
    for (int round = 0; round < rounds; round++) {
      context.figures().load(work, ProcessFiles.load());
      for (Subject subject : order) {
        Running one = running.get(subject);
        halt(subject, one, false);
        try {
          turn.take(subject, one, round);
        } catch (Exception e) {
          context.figures().fault(work + ", " + subject.name() + ": " + e);
        } finally {
          halt(subject, one, true);
        }
      }
      Collections.reverse(order);
    }
  }

  /** Halts all of a subject's processes, or has them go on. */
  private void halt(Subject subject, Running one, boolean halted) {
    if (subject.name().equals("direct")) {
      // It is behind all others.
      return;
    }
    String pids = one.pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String command = "kill -" + (halted ? "STOP" : "CONT") + " " + pids;
    try {
      context.site().processes().output(10, List.of("sh", "-c", command));
    } catch (IOException e) {
      context.figures().fault(command + ": " + e);
    }
  }

  @Override
  public void close() {
    running.forEach(
        (subject, one) -> {
          halt(subject, one, false);
          one.close();
        });
  }
}
