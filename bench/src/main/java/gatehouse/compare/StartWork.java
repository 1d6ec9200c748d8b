package gatehouse.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the start of the process to the first right answer through it. */
final class StartWork implements Workload {

  static final String SECONDS = "s to the first answer";

  private final List<Subject> subjects;

  StartWork(List<Subject> subjects) {
    this.subjects = subjects;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "Start";
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public double seconds(Options options, int count) {
    return options.rounds() * count * 5.0;
  }

  @Override
  public List<String> metrics() {
    return List.of(SECONDS);
  }

  @Override
  public void run(Context context, Fleet none) {
    List<Subject> order = new ArrayList<>(subjects);
    order.removeIf(subject -> context.figures().leftOut().containsKey(subject.name()));
    order.removeIf(subject -> subject.name().equals("direct"));
    RightAnswers answers = new RightAnswers();
    for (int round = 0; round < context.options().rounds(); round++) {
      context.figures().load(name(), ProcessFiles.load());
      for (Subject subject : order) {
        long began = System.nanoTime();
        try (Running running = subject.starter().start(context.site())) {
          answers.await(subject, running);
          double seconds = (System.nanoTime() - began) / 1e9;
          context.figures().add(name(), subject.name(), SECONDS, seconds);
          System.out.printf("start    %-16s %.2f s%n", subject.name(), seconds);
        } catch (Exception | AssertionError e) {
          context.figures().fault(name() + ", " + subject.name() + ": " + e);
        }
      }
      Collections.reverse(order);
    }
  }
}
