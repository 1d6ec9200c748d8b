package gatehouse.config;

/**
 * What a stage's access log tells, and where. Immutable.
 *
 * <p>AWS: {@code AccessLogSettings} of {@code Stage}; "Configuring logging for an HTTP API".
 *
 * @param destination where the lines go; see docs/operations.md for its forms
 * @param format a line with {@code $context.…} variables
 */
public record AccessLogSettings(String destination, String format) {}
