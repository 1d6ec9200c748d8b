package gatehouse.config;

import gatehouse.expression.Expression;

/**
 * One parameter mapping: what is changed, and to what. Immutable.
 *
 * <p>AWS: "Transform API requests and responses with parameter mapping for HTTP APIs".
 *
 * @param operation what is done
 * @param target to which part of the message
 * @param name of the header or the query parameter; empty for {@link Target#PATH} and {@link
 *     Target#STATUSCODE}
 * @param value what is appended or overwritten with; AWS writes an empty one for {@link
 *     Operation#REMOVE}
 */
public record ParameterMapping(Operation operation, Target target, String name, Expression value) {

  /** What is done. */
  public enum Operation {
    /** One value more. */
    APPEND,
    /** This value instead of those that are there. */
    OVERWRITE,
    /** No value any more. */
    REMOVE
  }

  /** Parts of a message that can be changed. */
  public enum Target {
    /** A header. */
    HEADER,
    /** A query parameter, of requests only. */
    QUERYSTRING,
    /** The whole path, of requests only. */
    PATH,
    /** The status, of responses only. */
    STATUSCODE
  }

  /** The key only: the value may be secret. */
  @Override
  public String toString() {
    return "%s:%s%s".formatted(operation, target, name.isEmpty() ? "" : "." + name);
  }
}
