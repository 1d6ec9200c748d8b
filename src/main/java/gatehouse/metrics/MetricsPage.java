package gatehouse.metrics;

/**
 * All metrics at one moment, as text.
 *
 * @param contentType of the format that was asked for
 * @param text in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, written once, and never compared.
public record MetricsPage(String contentType, byte[] text) {}
