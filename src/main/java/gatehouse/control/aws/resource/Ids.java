package gatehouse.control.aws.resource;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Makes ids of small letters and digits, as AWS's are. Safe for use by several threads when its
 * random numbers are.
 */
public final class Ids {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final RandomGenerator random;

  /** Ids from these random numbers. */
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** Any id. */
  public String of(int length) {
    return fresh(length, id -> false);
  }

  /** An id that nobody has. */
  String fresh(int length, Predicate<String> isTaken) {
    String id;
    do {
      StringBuilder text = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      id = text.toString();
    } while (isTaken.test(id));
    return id;
  }
}
