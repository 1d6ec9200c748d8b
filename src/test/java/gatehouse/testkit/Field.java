package gatehouse.testkit;

/**
 * One header line as it stood on the wire, taken apart at its first colon.
 *
 * @param name as written; the whole line when it has no colon
 * @param value without the white space around it
 */
public record Field(String name, String value) {}
