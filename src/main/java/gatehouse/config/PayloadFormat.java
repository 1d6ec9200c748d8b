package gatehouse.config;

import static gatehouse.config.Quote.quoted;

/**
 * The format of what passes between the gateway and a function.
 *
 * <p>AWS: {@code PayloadFormatVersion} of the ApiGatewayV2 API.
 */
public enum PayloadFormat {
  /** The one of REST APIs, nearly. */
  V1("1.0"),
  /** The one that HTTP APIs have brought. */
  V2("2.0");

  private final String version;

  PayloadFormat(String version) {
    this.version = version;
  }

  /** As AWS writes it. */
  public String version() {
    return version;
  }

  /**
   * The format of a version.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  static PayloadFormat parse(String text) {
    for (PayloadFormat format : values()) {
      if (format.version.equals(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "is %s, which is no format: write `1.0` or `2.0`".formatted(quoted(text)));
  }
}
