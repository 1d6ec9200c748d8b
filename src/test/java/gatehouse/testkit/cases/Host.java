package gatehouse.testkit.cases;

import gatehouse.testkit.Field;
import java.util.List;
import java.util.Map;

/** Something that runs the gateway for a case; used by one thread. */
public interface Host extends AutoCloseable {

  /**
   * A request.
   *
   * @param target path and query exactly as they are to be sent
   * @param headers in their order; Host is among them, and Content-Length unless there is no body
   *     or it is to be sent in chunks
   * @param body without framing; empty when there is none
   */
  record Sent(String method, String target, List<Field> headers, byte[] body) {}

  /**
   * What came back.
   *
   * @param body without framing
   * @param complete false when the body broke off
   */
  record Answer(int status, List<Field> headers, byte[] body, boolean complete) {}

  /** As case files name it in {@code hosts}: memory, jetty or tomcat. */
  String name();

  /** Whether cases that name hosts mean this one, too. */
  default boolean isAmong(List<String> hosts) {
    return hosts.contains(name());
  }

  /**
   * Runs the gateway on exactly these files from now on; has an effect when it returns.
   *
   * @param files relative names and contents
   */
  void configure(Map<String, String> files) throws Exception;

  /**
   * Has the gateway run with exactly these settings from the next {@link #configure} on; those that
   * a host needs for itself excepted.
   */
  default void set(Map<String, String> settings) throws Exception {
    if (!settings.isEmpty()) {
      throw new IllegalArgumentException(name() + " cannot have the settings " + settings);
    }
  }

  /** Performs one exchange. */
  Answer send(Sent request) throws Exception;

  /**
   * The lines of the access log that stages write to {@code file:access.log}, or in a server to a
   * log group; one of both in a case.
   *
   * @param count how many to wait for
   * @return all that are there since the last call; fewer when they do not come in time
   */
  List<String> logged(int count) throws Exception;

  @Override
  void close();
}
