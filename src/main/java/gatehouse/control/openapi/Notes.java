package gatehouse.control.openapi;

import gatehouse.control.document.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an import tells beside its result: nothing of a document is left out without a word. One
 * import's.
 */
final class Notes {

  private static final int MOST = 200;
  private static final int LONGEST = 2_000;
  private static final int LONGEST_NAME = 300;

  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<String> info = new LinkedHashSet<>();
  private final Map<String, Ignored> ignored = new TreeMap<>();
  private int more;

  /** Members of one name. */
  private record Ignored(int count, String first) {}

  /** What was left out although somebody may count on it. */
  void warn(String warning) {
    add(warnings, warning);
  }

  /** A fault in the document itself, in the words of the parser that AWS uses. */
  void parseIssue(String issue) {
    warn("Parse issue: " + issue);
  }

  void info(String line) {
    add(info, line);
  }

  /** What HTTP APIs have no place for; all of one name are told in one line. */
  void ignored(String name, String place) {
    if (ignored.size() >= MOST && !ignored.containsKey(brief(name))) {
      more++;
      return;
    }
    ignored.merge(
        brief(name),
        new Ignored(1, brief(place)),
        (all, one) -> new Ignored(all.count() + 1, all.first()));
  }

  /** A name, or the beginning of one that nobody wants to read whole. */
  static String brief(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
  }

  boolean hasWarnings() {
    return !warnings.isEmpty();
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (more > 0) {
      all.add("There are %d more of this kind".formatted(more));
    }
    return all;
  }

  List<String> info() {
    List<String> all = new ArrayList<>(info);
    ignored.forEach(
        (name, them) ->
            all.add(
                "HTTP APIs have no place for '%s'. Ignoring %s"
                    .formatted(
                        name,
                        them.count() == 1
                            ? "that of " + them.first()
                            : "%d of them, the first in %s"
                                .formatted(them.count(), them.first()))));
    return all;
  }

  private void add(Set<String> lines, String line) {
    String clean = OneLine.of(line, LONGEST);
    if (lines.size() < MOST) {
      lines.add(clean);
    } else if (!lines.contains(clean)) {
      more++;
    }
  }
}
