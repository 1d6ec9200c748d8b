package gatehouse.authorize.policy;

/**
 * A text with wildcards: {@code *} stands for any characters, none included, and {@code ?} for one.
 *
 * <p>It takes at most as many steps as pattern and text have characters, multiplied: only the last
 * star is ever tried again, since an earlier one could make no more of what follows it.
 */
final class Wildcards {

  private Wildcards() {}

  /** Whether a text is a pattern, and not only itself. */
  static boolean areIn(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether a pattern stands for the whole of a text; only the pattern's wildcards are any. */
  static boolean match(String pattern, String text) {
    int at = 0;
    int star = -1;
    int behindStar = 0;
    int i = 0;
    while (i < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        behindStar = i;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++behindStar;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
