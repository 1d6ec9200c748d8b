package gatehouse.accesslog;

/**
 * How a value stands in a line, so that it cannot end its place in the line, let alone the line
 * itself. Values come from clients.
 *
 * <p>What cannot be seen or breaks lines (controls, U+0085, U+2028, U+2029, marks of direction and
 * the like) is written as an escape in every kind of line, and half of a surrogate pair as U+FFFD.
 */
enum Escape {
  /** RFC 8259, section 7. */
  JSON {
    @Override
    boolean isPlain(char c) {
      return c != '"' && c != '\\';
    }

    @Override
    void special(StringBuilder out, int c) {
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else {
        unicode(out, c);
      }
    }
  },
  /** Text and attributes of XML 1.0, section 2.4; controls that it cannot have become U+FFFD. */
  XML {
    @Override
    boolean isPlain(char c) {
      return c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
    }

    @Override
    void special(StringBuilder out, int c) {
      boolean allowed = c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && !isNone(c));
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append("&#x").append(Integer.toHexString(allowed ? c : LOST)).append(';');
      }
    }
  },
  /** What stands between quotes of CSV: RFC 4180, section 2. */
  CSV {
    @Override
    boolean isPlain(char c) {
      return c != '"';
    }

    @Override
    void special(StringBuilder out, int c) {
      if (c == '"') {
        out.append("\"\"");
      } else {
        unicode(out, c);
      }
    }
  },
  /** Part of a field of CSV that has more parts and no quotes. */
  CSV_PART {
    @Override
    boolean isPlain(char c) {
      return c != '"' && c != ',';
    }

    @Override
    void special(StringBuilder out, int c) {
      unicode(out, c);
    }
  },
  /** All else, in quotes or not: quotes and backslashes get a backslash in front. */
  TEXT {
    @Override
    boolean isPlain(char c) {
      return c != '"' && c != '\\';
    }

    @Override
    void special(StringBuilder out, int c) {
      JSON.special(out, c);
    }
  };

  private static final char LOST = '\ufffd';
  private static final int DELETE = 0x7f;

  /** Of a visible character of ASCII. */
  abstract boolean isPlain(char c);

  /** Writes what is not plain, or cannot be seen. */
  abstract void special(StringBuilder out, int codePoint);

  /**
   * Appends a value.
   *
   * @param mostBytes of UTF-8; the value is cut there, between two characters
   * @return how many bytes there were
   */
  int append(StringBuilder out, String value, int mostBytes) {
    int bytes = 0;
    int i = 0;
    while (i < value.length()) {
      char c = value.charAt(i);
      int before = out.length();
      int grown;
      int next = i + 1;
      if (c >= ' ' && c < DELETE && isPlain(c)) {
        out.append(c);
        grown = 1;
      } else {
        int codePoint = value.codePointAt(i);
        next = i + Character.charCount(codePoint);
        one(out, codePoint);
        grown = bytes(out, before);
      }
      if (bytes + grown > mostBytes) {
        out.setLength(before);
        return bytes;
      }
      bytes += grown;
      i = next;
    }
    return bytes;
  }

  private void one(StringBuilder out, int codePoint) {
    if (codePoint < DELETE || isHidden(codePoint)) {
      special(out, codePoint);
    } else {
      out.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? LOST : codePoint);
    }
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isNone(codePoint);
    };
  }

  /** What Unicode says is no character. */
  private static boolean isNone(int codePoint) {
    return codePoint == 0xfffe || codePoint == 0xffff;
  }

  private static int bytes(StringBuilder out, int from) {
    int bytes = 0;
    for (int i = from; i < out.length(); i++) {
      char c = out.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /** As JSON escapes it: a character beyond the first plane as two. */
  private static void unicode(StringBuilder out, int codePoint) {
    for (char unit : Character.toChars(codePoint)) {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(Character.forDigit(unit >> shift & 0xf, 16));
      }
    }
  }
}
