package gatehouse.accesslog;

import java.lang.System.Logger.Level;
import java.util.List;

/** The application server's log. */
final class ContainerSink implements Sink {

  private final System.Logger log;

  /**
   * A sink.
   *
   * @param name of the logger
   */
  ContainerSink(String name) {
    this.log = System.getLogger(name);
  }

  @Override
  public void write(List<String> lines) {
    for (String line : lines) {
      log.log(Level.INFO, line);
    }
  }

  @Override
  public void release() {}

  @Override
  public String toString() {
    return "the server's log";
  }
}
