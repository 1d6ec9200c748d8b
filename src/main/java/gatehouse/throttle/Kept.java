package gatehouse.throttle;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Things with memory that outlive the plans that use them, by key: what the next plan asks for
 * again it gets as it is, and what it does not ask for goes away. One plan is drafted at a time.
 */
final class Kept<K, V> {

  private volatile Map<K, V> current = Map.of();

  Draft draft() {
    return new Draft();
  }

  int size() {
    return current.size();
  }

  /** What the next plan uses. One thread's. */
  final class Draft {

    private final Map<K, V> next = new HashMap<>();

    /** The thing of this key. */
    V of(K key, Supplier<? extends V> fresh) {
      return next.computeIfAbsent(
          key,
          k -> {
            V known = current.get(k);
            return known == null ? fresh.get() : known;
          });
    }

    /** The plan is made. */
    void commit(Predicate<? super V> staysUnused) {
      current.forEach(
          (key, thing) -> {
            if (staysUnused.test(thing)) {
              next.putIfAbsent(key, thing);
            }
          });
      current = Map.copyOf(next);
    }
  }
}
