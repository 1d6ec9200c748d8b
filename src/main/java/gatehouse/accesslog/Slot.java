package gatehouse.accesslog;

import gatehouse.expression.ContextVariable;
import gatehouse.http.Exchange;
import java.util.regex.Pattern;

/**
 * A variable at its place in a line. Immutable.
 *
 * @param variable finds its value
 * @param place what the place wants
 * @param escape of the value
 */
record Slot(ContextVariable variable, Place place, Escape escape) {

  /** What a place in a line wants of a value. */
  enum Place {
    /** The value as it is, escaped. */
    PLAIN,
    /** The value in quotes, whatever it is. */
    STRING,
    /** A JSON value: a number, true and false stay, all else is a string. */
    JSON_VALUE,
    /** A whole field of CSV, in quotes when it needs them. */
    CSV_FIELD
  }

  private static final String MISSING = "-";
  private static final Pattern JSON_LITERAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false");
  private static final int LONGEST_LITERAL = 100;

  /** A dash, and then what is no formula whatever a spreadsheet takes it for: most of our ids. */
  private static final Pattern HARMLESS = Pattern.compile("-[A-Za-z0-9_=-]*");

  /**
   * Appends the value that an exchange has.
   *
   * @param mostBytes that the value may have
   */
  void append(StringBuilder out, Exchange exchange, int mostBytes) {
    String value = variable.of(exchange);
    if (value == null) {
      boolean isJson =
          place == Place.JSON_VALUE || (place == Place.STRING && escape == Escape.JSON);
      out.append(isJson ? "null" : MISSING);
      return;
    }
    switch (place) {
      case PLAIN -> escape.append(out, value, mostBytes);
      case STRING -> string(out, value, mostBytes);
      case JSON_VALUE -> {
        if (isLiteral(value)) {
          out.append(value);
        } else {
          string(out, value, mostBytes);
        }
      }
      case CSV_FIELD -> field(out, value, mostBytes);
    }
  }

  /** Most values are told by their first character, without the pattern. */
  private static boolean isLiteral(String value) {
    if (value.isEmpty() || value.length() >= LONGEST_LITERAL) {
      return false;
    }
    char first = value.charAt(0);
    boolean mayBe = first == '-' || (first >= '0' && first <= '9') || first == 't' || first == 'f';
    return mayBe && JSON_LITERAL.matcher(value).matches();
  }

  private void string(StringBuilder out, String value, int mostBytes) {
    out.append('"');
    escape.append(out, value, mostBytes - 2);
    out.append('"');
  }

  /** What a spreadsheet would take for a formula gets an apostrophe in front. */
  private void field(StringBuilder out, String value, int mostBytes) {
    String harmless = isFormula(value) ? "'" + value : value;
    if (harmless.indexOf(',') >= 0 || harmless.indexOf('"') >= 0) {
      string(out, harmless, mostBytes);
    } else {
      escape.append(out, harmless, mostBytes);
    }
  }

  private static boolean isFormula(String value) {
    if (value.isEmpty()) {
      return false;
    }
    return switch (value.charAt(0)) {
      case '=', '+', '@' -> true;
      case '-' -> !HARMLESS.matcher(value).matches();
      default -> false;
    };
  }
}
