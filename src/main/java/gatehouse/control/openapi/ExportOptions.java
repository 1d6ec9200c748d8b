package gatehouse.control.openapi;

/**
 * How an API is exported.
 *
 * @param format of the document
 * @param includeExtensions whether there is anything that begins with {@code x-amazon-}
 * @param endpoint where the API is called, without a slash at its end: {@code
 *     https://id.execute-api.us-east-1.amazonaws.com}
 * @param basePath the name of the stage; empty for none, and for {@code $default}
 */
public record ExportOptions(
    Format format, boolean includeExtensions, String endpoint, String basePath) {

  /** The only version of AWS's algorithm: {@code exportVersion}. */
  public static final String ONLY_VERSION = "1.0";

  /** The only specification. */
  public static final String ONLY_SPECIFICATION = "OAS30";

  /** AWS: {@code outputType}. */
  public enum Format {
    /** JSON. */
    JSON,
    /** YAML. */
    YAML
  }
}
