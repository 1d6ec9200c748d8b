package gatehouse.expression;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody meant: the same in another case, or the fewest slips away. */
public final class Nearest {

  private Nearest() {}

  /** The nearest name, up to a third of the letters off; null when there is none. */
  public static @Nullable String loose(String word, Collection<String> names) {
    return nearest(word, names, Math.max(2, word.length() / 3));
  }

  /** The nearest name, up to a quarter of the letters off; null when there is none. */
  public static @Nullable String tight(String word, Collection<String> names) {
    return nearest(word, names, Math.max(1, word.length() / 4));
  }

  private static @Nullable String nearest(String word, Collection<String> names, int farthest) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int least = farthest + 1;
    for (String name : names) {
      if (Math.abs(name.length() - word.length()) < least) {
        int distance = slips(lower, name.toLowerCase(Locale.ROOT));
        if (distance < least) {
          least = distance;
          best = name;
        }
      }
    }
    return best;
  }

  /** Letters added, left out, changed, and neighbours exchanged. */
  private static int slips(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
