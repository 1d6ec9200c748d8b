package gatehouse.config;

/**
 * What a stage's access log tells, and where. Immutable.
 *
 * <p>AWS: {@code AccessLogSettings} of {@code Stage}; "Configuring logging for an HTTP API".
 *
 * @param destination where the lines go
 * @param format what a line says
 */
public record AccessLogSettings(LogDestination destination, LogFormat format) {}
