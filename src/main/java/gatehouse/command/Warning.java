package gatehouse.command;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is valid, but will not work as it stands.
 *
 * @param file that it is about; null when it is about none
 * @param message for the operator
 */
record Warning(@Nullable String file, String message) {

  /** How a plan writes a warning about a file. */
  private static final Pattern ABOUT_FILE = Pattern.compile("(\\S+\\.json): (.*)", Pattern.DOTALL);

  /** A warning of a plan's. */
  static Warning of(String text) {
    Matcher matcher = ABOUT_FILE.matcher(text);
    return matcher.matches()
        ? new Warning(matcher.group(1), matcher.group(2))
        : new Warning(null, text);
  }

  /** As editors and CI can follow it from where the command was run. */
  String located(Path directory) {
    return file == null
        ? "warning: " + message
        : Reading.located(directory, file) + ": warning: " + message;
  }
}
