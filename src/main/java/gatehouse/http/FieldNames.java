package gatehouse.http;

import java.util.Arrays;

/**
 * A few names of fields, to be found without regard to case (RFC 9110, section 5.1). Each field of
 * each message is looked for in several of these, so that it is mostly its length that says no.
 * Immutable.
 */
public final class FieldNames {

  private final String[][] byLength;

  private FieldNames(String[][] byLength) {
    this.byLength = byLength;
  }

  /** These names. */
  public static FieldNames of(String... names) {
    int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
    String[][] byLength = new String[longest + 1][0];
    for (String name : names) {
      String[] alike = byLength[name.length()];
      byLength[name.length()] = Arrays.copyOf(alike, alike.length + 1);
      byLength[name.length()][alike.length] = name;
    }
    return new FieldNames(byLength);
  }

  /** Whether this is one of them. */
  public boolean contains(String name) {
    if (name.length() >= byLength.length) {
      return false;
    }
    for (String one : byLength[name.length()]) {
      if (one.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
