package gatehouse.soak;

import java.util.Map;
import java.util.TreeMap;

/** Counts by name. As text a line of {@code name=count} with spaces between. For one thread. */
final class Tally {

  private final Map<String, Long> counts = new TreeMap<>();

  /** One more of this name. */
  void add(String name) {
    add(name, 1);
  }

  /** So many more of this name. */
  void add(String name, long count) {
    counts.merge(name, count, Long::sum);
  }

  /** All of another. */
  void addAll(Tally other) {
    other.counts.forEach(this::add);
  }

  /** Of this name; 0 for one that was never counted. */
  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** Of all names that match the regular expression. */
  long matching(String regex) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().matches(regex))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** By name. */
  Map<String, Long> counts() {
    return counts;
  }

  /** What {@link #toString} wrote. */
  static Tally parse(String text) {
    Tally tally = new Tally();
    for (String item : text.strip().split(" +")) {
      int equals = item.lastIndexOf('=');
      if (equals > 0) {
        tally.add(item.substring(0, equals), Long.parseLong(item.substring(equals + 1)));
      }
    }
    return tally;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append(name + "=" + count + " "));
    return text.toString();
  }
}
