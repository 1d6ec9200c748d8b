package gatehouse.json;

import com.fasterxml.jackson.core.JsonLocation;
import org.jspecify.annotations.Nullable;

/**
 * A text is not the JSON that somebody reads. Its message is a fixed text without a cause: what was
 * read may hold secrets. Only {@link #words} may quote a few characters.
 */
public final class JsonFault extends Exception {

  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Kind {
    /** It is no JSON, or has a name twice, or a number that cannot be held. */
    SYNTAX,
    /** It is beyond a limit of its reader. */
    LIMIT,
    /** It goes on behind its end. */
    TRAILING
  }

  private final Kind kind;
  private final @Nullable String place;
  private final String words;

  JsonFault(Kind kind, @Nullable JsonLocation location, @Nullable String words) {
    super("is not valid JSON", null, false, false);
    this.kind = kind;
    this.place =
        location == null
            ? null
            : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    this.words = words == null ? "correct it" : plain(words);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** {@code line 1, column 2}, both from 1; null when it is not known. */
  public @Nullable String place() {
    return place;
  }

  /**
   * What is wrong, in the parser's words, which may quote up to 32 characters: for the author of
   * the text alone.
   */
  public String words() {
    return words;
  }

  /** Without what Jackson tells of its own workings. */
  private static String plain(String words) {
    return words.lines().findFirst().orElse("").split(" \\(start marker|, while parsing", 2)[0];
  }
}
