package gatehouse.compare;

import java.io.IOException;
import java.util.List;

/**
 * What is measured.
 *
 * @param name as options have it
 * @param title as the report has it
 * @param headers that its requests have, each {@code Name: value}
 */
record Subject(String name, String title, List<String> headers, Starter starter) {

  Subject(String name, String title, Starter starter) {
    this(name, title, List.of(), starter);
  }

  /** Starts a subject. It may not answer yet when this returns. */
  @FunctionalInterface
  interface Starter {
    Running start(Site site) throws IOException, LeftOutException;
  }

  /** The bytes of a GET. */
  java.nio.ByteBuffer get(String path) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    headers.forEach(header -> request.append(header).append("\r\n"));
    return java.nio.ByteBuffer.wrap(
        request.append("\r\n").toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
