package gatehouse.config;

/**
 * One parameter mapping: what is changed, and to what. Immutable.
 *
 * <p>AWS: "Transform API requests and responses with parameter mapping for HTTP APIs".
 *
 * @param key as AWS writes it: {@code append:header.NAME}, {@code overwrite:path}, {@code
 *     overwrite:statuscode}
 * @param value as AWS writes it: {@code $request.header.NAME}, {@code ${context.requestId}}, or
 *     text
 */
public record ParameterMapping(String key, String value) {

  /** The key only: the value may be secret. */
  @Override
  public String toString() {
    return key;
  }
}
