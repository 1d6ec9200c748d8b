package gatehouse.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the command was asked for.
 *
 * @param only names of subjects; empty for all
 * @param work names of workloads; empty for all
 * @param rounds how often each subject has its turn
 * @param seconds the length of one measurement
 * @param warmSeconds for which each subject is used before anything is measured
 * @param bench the directory of this module
 * @param maven the command {@code mvn}
 */
record Options(
    List<String> only,
    List<String> work,
    int rounds,
    int seconds,
    int warmSeconds,
    Path bench,
    String maven) {

  /** Reads the system properties {@code compare.…}. */
  static Options read() {
    return new Options(
        names("compare.only"),
        names("compare.work"),
        number("compare.rounds", 3),
        number("compare.seconds", 10),
        number("compare.warm", 30),
        Path.of(System.getProperty("compare.bench", "bench")).toAbsolutePath().normalize(),
        System.getProperty("compare.maven", "mvn"));
  }

  boolean wantsSubject(String name) {
    return only.isEmpty() || only.contains(name);
  }

  boolean wantsWork(String name) {
    return work.isEmpty() || work.contains(name);
  }

  private static List<String> names(String property) {
    return Stream.of(System.getProperty(property, "").split("[, ]+"))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static int number(String property, int otherwise) {
    String value = System.getProperty(property, "");
    return value.isEmpty() ? otherwise : Math.max(1, Integer.parseInt(value));
  }
}
