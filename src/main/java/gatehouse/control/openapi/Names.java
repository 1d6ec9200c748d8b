package gatehouse.control.openapi;

import java.util.Locale;

/** How AWS's names are written: {@code timeoutInMillis} here, {@code TimeoutInMillis} there. */
final class Names {

  private Names() {}

  static String upper(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
