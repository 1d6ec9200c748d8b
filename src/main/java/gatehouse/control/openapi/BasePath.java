package gatehouse.control.openapi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the path that a document's server has. AWS: {@code basepath} of {@code
 * ImportApi}, "Set the OpenAPI basePath property".
 */
public enum BasePath {
  /** It is left out; what AWS does unless told otherwise. */
  IGNORE,
  /** It goes in front of every path. */
  PREPEND,
  /** All of it but its first segment, which is meant for a stage, goes in front of every path. */
  SPLIT;

  /**
   * The mode of this name, in any case.
   *
   * @param text null or empty for {@link #IGNORE}
   * @throws ImportRefusedException when there is no such mode
   */
  public static BasePath parse(@Nullable String text) throws ImportRefusedException {
    if (text == null || text.isEmpty()) {
      return IGNORE;
    }
    for (BasePath mode : values()) {
      if (mode.name().equals(text.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new ImportRefusedException(
        "Invalid basepath specified. Must be one of [ignore, prepend, split]");
  }

  /**
   * What goes in front of paths.
   *
   * @param base empty, or it starts with a slash and does not end with one
   */
  String prefix(String base) {
    return switch (this) {
      case IGNORE -> "";
      case PREPEND -> base;
      case SPLIT -> {
        int second = base.indexOf('/', 1);
        yield second < 0 ? "" : base.substring(second);
      }
    };
  }
}
