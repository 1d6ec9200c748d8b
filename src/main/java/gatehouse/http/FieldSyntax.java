package gatehouse.http;

/** What a field name and a field value may hold: RFC 9110, sections 5.1, 5.5 and 5.6.2. */
final class FieldSyntax {

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[Character.toUpperCase(c)] = true;
    }
    "0123456789!#$%&'*+-.^_`|~".chars().forEach(c -> TOKEN[c] = true);
  }

  private FieldSyntax() {}

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || !TOKEN[c]) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** No control character but the tab, and nothing that is lost or changed in ISO-8859-1. */
  static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }
}
