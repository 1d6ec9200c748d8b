package gatehouse.compare;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the upstreams answer with: letters and digits, so that every server can hold them. */
final class Bodies {

  static final int SMALL = 225;
  static final int MEDIUM = 16_384;
  static final int LARGE = 1_048_576;

  /** Of the requests that have one. */
  static final int POSTED = 65_536;

  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private Bodies() {}

  static String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt((i + i / ALPHABET.length()) % ALPHABET.length()));
    }
    return text.toString();
  }

  static byte[] of(int length) {
    return text(length).getBytes(StandardCharsets.US_ASCII);
  }

  /** By path, for an upstream that takes them from memory; more may be added. */
  static Map<String, byte[]> byPath() {
    Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    bodies.put("/static/225", of(SMALL));
    bodies.put("/static/16k", of(MEDIUM));
    bodies.put("/static/1m", of(LARGE));
    return bodies;
  }
}
