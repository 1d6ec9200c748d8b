package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where an access log goes. Immutable.
 *
 * <p>AWS: {@code DestinationArn} of {@code AccessLogSettings}, which names a log group of
 * CloudWatch. It stands for {@link Kind#USUAL}, so that what was written for AWS works here.
 *
 * @param kind which form it has
 * @param text as the operator wrote it
 */
public record LogDestination(Kind kind, String text) {

  /** The forms that there are. */
  public enum Kind {
    /** Where the deployment's access logs usually go: its setting {@code gatehouse.accessLog}. */
    USUAL,
    /** The application server's own log. */
    CONTAINER,
    /** The process's standard output. */
    STDOUT,
    /** A file. */
    FILE
  }

  private static final Pattern LOG_GROUP =
      Pattern.compile("arn:aws[a-z-]*:logs:[a-z0-9-]*:[0-9]*:log-group:[\\w./#-]{1,512}(:\\*)?");
  private static final String FILE = "file:";

  /**
   * Reads a destination.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static LogDestination parse(String text) {
    return new LogDestination(kind(text), text);
  }

  /** The path of a {@link Kind#FILE}, as the operator wrote it. */
  public String path() {
    return text.substring(FILE.length());
  }

  private static Kind kind(String text) {
    if (text.equals("container")) {
      return Kind.CONTAINER;
    }
    if (text.equals("stdout")) {
      return Kind.STDOUT;
    }
    if (text.startsWith(FILE) && text.length() > FILE.length()) {
      checkPath(text.substring(FILE.length()));
      return Kind.FILE;
    }
    if (LOG_GROUP.matcher(text).matches()) {
      return Kind.USUAL;
    }
    throw new IllegalArgumentException(
        "is %s: write the ARN of a log group of CloudWatch, `container`, `stdout`, or a file such"
                .formatted(quoted(text))
            + " as `file:access.log`");
  }

  private static void checkPath(String path) {
    if (path.endsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "is %s, which names no file: write one such as `file:access.log`"
              .formatted(quoted(FILE + path)));
    }
    for (Path name : parsed(path)) {
      if (name.toString().equals("..") || name.toString().equals(".")) {
        throw new IllegalArgumentException(
            "is %s: write the path without `%s`".formatted(quoted(FILE + path), name));
      }
    }
  }

  private static Path parsed(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "is %s, which is no path here: write one such as `file:access.log`"
              .formatted(quoted(FILE + path)),
          e);
    }
  }
}
