package gatehouse.config;

import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a configuration is read. One thread's. */
final class Problems {

  /** Enough for anybody to start with: what takes long to find out is left away beyond. */
  private static final int MANY = 100;

  private final List<Problem> found;

  Problems(List<Problem> found) {
    this.found = new ArrayList<>(found);
  }

  void add(String file, @Nullable String property, String message) {
    found.add(new Problem(file, property, message));
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /** Whether a file has a problem. */
  boolean concern(String file) {
    return found.stream().anyMatch(p -> p.file().equals(file));
  }

  /** Whether any file whose path starts like this has a problem. */
  boolean concernWithin(String prefix) {
    return found.stream().anyMatch(p -> p.file().startsWith(prefix));
  }

  /** Whether a property, or something in it, has a problem. */
  boolean concern(String file, String property) {
    return found.stream()
        .anyMatch(
            p ->
                p.file().equals(file) && p.property() != null && p.property().startsWith(property));
  }

  /** The nearest name; null when none is near, or when there are too many problems to search. */
  @Nullable String nearest(String word, Collection<String> names) {
    return found.size() > MANY ? null : Nearest.loose(word, names);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }
}
