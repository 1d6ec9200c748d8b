package gatehouse.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subjects that run side by side, warm, of which one at a time is measured; what the others do
 * meanwhile is nearly nothing. For one thread.
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
        try {
          turn.take(subject, running.get(subject), round);
        } catch (Exception e) {
          context.figures().fault(work + ", " + subject.name() + ": " + e);
        }
      }
      Collections.reverse(order);
    }
  }

  @Override
  public void close() {
    running.values().forEach(Running::close);
  }
}
