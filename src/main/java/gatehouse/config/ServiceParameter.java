package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that an action of a service can have. Immutable.
 *
 * @param name as AWS writes it in {@code RequestParameters}
 * @param kind what its value has to be
 * @param example of a value, for messages; null when the action does without the parameter
 * @param least that a {@link Kind#WHOLE_NUMBER} may be
 * @param most that a {@link Kind#WHOLE_NUMBER} may be
 */
public record ServiceParameter(
    String name, Kind kind, @Nullable String example, int least, int most) {

  /** What a value has to be: the services want more than text, and parameters are all text. */
  public enum Kind {
    /** Any text. */
    TEXT,
    /** Digits. */
    WHOLE_NUMBER,
    /** A moment: ISO 8601 with an offset, or seconds or milliseconds since 1970. */
    TIME,
    /** Bytes: a whole body as it came, any other text in UTF-8. */
    BYTES,
    /** Several texts: a list in JSON, or with commas in between. */
    TEXTS,
    /** Attributes of a message of SQS, as an object in JSON. */
    ATTRIBUTES
  }

  /** Whether the action needs it. */
  public boolean isRequired() {
    return example != null;
  }

  static ServiceParameter required(String name, String example) {
    return new ServiceParameter(name, Kind.TEXT, example, 0, 0);
  }

  static ServiceParameter optional(String name) {
    return optional(name, Kind.TEXT);
  }

  static ServiceParameter optional(String name, Kind kind) {
    return new ServiceParameter(name, kind, null, 0, 0);
  }

  static ServiceParameter number(String name, int least, int most) {
    return new ServiceParameter(name, Kind.WHOLE_NUMBER, null, least, most);
  }
}
