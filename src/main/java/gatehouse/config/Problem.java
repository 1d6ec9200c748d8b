package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing in a configuration that keeps it from being served, for the operator to read. Never
 * holds a value that may be secret: ids, names, keys and single characters only.
 *
 * @param file where it is, relative to the configuration's directory: {@code routes/ja32tiv.json}
 * @param property of the resource, such as {@code StageVariables.host} or {@code Routes[2]}; null
 *     when it concerns the file as a whole
 * @param message the fault and its remedy
 */
public record Problem(String file, @Nullable String property, String message) {

  /** One line, whatever the names in it hold: nothing in a file can forge a line of a log. */
  @Override
  public String toString() {
    String text =
        property == null ? file + ": " + message : file + ": " + property + ": " + message;
    return Quote.oneLine(text);
  }
}
