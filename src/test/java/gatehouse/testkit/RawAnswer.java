package gatehouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A whole answer as it came.
 *
 * @param interim the heads of the 1xx answers before it
 * @param head the final head
 * @param body out of its framing, as far as it came
 * @param complete whether the body ended as its framing said; false when it broke off
 * @param trailers behind a chunked body
 */
public record RawAnswer(
    List<MessageHead> interim,
    MessageHead head,
    byte[] body,
    boolean complete,
    List<Field> trailers) {

  /** The status, for example 200. */
  public int status() {
    return Integer.parseInt(head.word(1));
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** All values of a header, in their order. */
  public List<String> headers(String name) {
    return head.headers(name);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return head + "\n\n" + text() + (complete ? "" : "\n(broken off)");
  }
}
