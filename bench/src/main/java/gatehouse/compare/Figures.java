package gatehouse.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All that was measured, and what went wrong. For one thread. */
final class Figures {

  /** What a figure is about. */
  private record Key(String work, String subject, String metric) {}

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, List<Double>> loads = new LinkedHashMap<>();

  void add(String work, String subject, String metric, double value) {
    values.computeIfAbsent(new Key(work, subject, metric), key -> new ArrayList<>()).add(value);
  }

  void leaveOut(String subject, String reason) {
    leftOut.put(subject, reason);
    System.out.println("LEFT OUT: " + subject + ": " + reason);
  }

  void fault(String what) {
    faults.add(what);
    System.out.println("FAULT: " + what);
  }

  /** The machine's load average at the beginning of a round. */
  void load(String work, double load) {
    loads.computeIfAbsent(work, key -> new ArrayList<>()).add(load);
  }

  List<Double> loads(String work) {
    return loads.getOrDefault(work, List.of());
  }

  /** Reasons, by subject. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  List<String> faults() {
    return faults;
  }

  /** In the order of the rounds. */
  List<Double> all(String work, String subject, String metric) {
    return values.getOrDefault(new Key(work, subject, metric), List.of());
  }

  boolean has(String work) {
    return values.keySet().stream().anyMatch(key -> key.work.equals(work));
  }

  /** The median over the rounds, the mean of the middle two where their number is even. */
  OptionalDouble median(String work, String subject, String metric) {
    List<Double> sorted = all(work, subject, metric).stream().sorted().toList();
    if (sorted.isEmpty()) {
      return OptionalDouble.empty();
    }
    int half = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  double smallest(String work, String subject, String metric) {
    return all(work, subject, metric).stream().mapToDouble(value -> value).min().orElse(0);
  }

  double largest(String work, String subject, String metric) {
    return all(work, subject, metric).stream().mapToDouble(value -> value).max().orElse(0);
  }
}
