package gatehouse.http;

/**
 * An answer: what the upstream sent, or what the client gets. Immutable, but for the body, which
 * can be read once.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers the end-to-end fields; framing is the body's business
 * @param body the bytes; the length that a HEAD or 304 answer announces stands in its headers
 */
public record Response(int status, Headers headers, Body body) {}
