package gatehouse.accesslog;

import gatehouse.config.LogFormat;
import gatehouse.config.LogFormat.Part;
import java.util.List;

/** What a line is for those who read it, recognized by how its format begins. */
enum LineKind {
  /** Begins with a brace or a bracket. */
  JSON(Escape.JSON),
  /** Begins with {@code <}. */
  XML(Escape.XML),
  /** Begins with a variable, in quotes or not, and a comma. */
  CSV(Escape.CSV),
  /** All else, such as AWS's CLF. */
  TEXT(Escape.TEXT);

  private final Escape escape;

  LineKind(Escape escape) {
    this.escape = escape;
  }

  /** The escape of values in quotes. */
  Escape escape() {
    return escape;
  }

  static LineKind of(LogFormat format) {
    String begin = format.text().stripLeading();
    if (begin.startsWith("{") || begin.startsWith("[")) {
      return JSON;
    }
    if (begin.startsWith("<")) {
      return XML;
    }
    return isCsv(format.parts()) ? CSV : TEXT;
  }

  private static boolean isCsv(List<Part> parts) {
    boolean quoted = parts.get(0).text().equals("\"") && !parts.get(0).isVariable();
    int variable = quoted ? 1 : 0;
    if (parts.size() <= variable + 1 || !parts.get(variable).isVariable()) {
      return false;
    }
    Part behind = parts.get(variable + 1);
    return !behind.isVariable() && behind.text().startsWith(quoted ? "\"," : ",");
  }
}
