package gatehouse.service;

import gatehouse.http.Headers;

/**
 * What is sent to a service, but for who sends it and where to.
 *
 * @param target path and query, percent-encoded
 * @param headers without Host
 * @param body nobody changes it any more
 */
// Compared by nobody; a copy of some megabytes at each look would be.
@SuppressWarnings("ArrayRecordComponent")
record Message(String method, String target, Headers headers, byte[] body) {

  /** The method; all else may hold secrets. */
  @Override
  public String toString() {
    return method;
  }
}
