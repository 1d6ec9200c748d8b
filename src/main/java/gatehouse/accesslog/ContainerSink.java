package gatehouse.accesslog;

import java.lang.System.Logger.Level;
import java.util.List;

/** The application server's log, under the name {@code gatehouse.access}. */
final class ContainerSink implements Sink {

  private static final System.Logger ACCESS = System.getLogger("gatehouse.access");

  @Override
  public void write(List<String> lines) {
    for (String line : lines) {
      ACCESS.log(Level.INFO, line);
    }
  }

  @Override
  public void release() {}

  @Override
  public String toString() {
    return "the server's log";
  }
}
