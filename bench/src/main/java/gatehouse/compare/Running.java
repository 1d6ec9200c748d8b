package gatehouse.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * A subject that runs.
 *
 * @param files the port on 127.0.0.1 for paths below /static
 * @param events the port for those below /event; the same for all but the upstreams themselves
 * @param pid its first process
 * @param java whether that is a JVM
 * @param end ends it
 */
record Running(int files, int events, long pid, boolean java, Runnable end)
    implements AutoCloseable {

  int port(String path) {
    return path.startsWith("/event/") ? events : files;
  }

  /** All its processes. */
  List<Long> pids() {
    return ProcessHandle.of(pid)
        .map(first -> Stream.concat(Stream.of(first), first.descendants()))
        .orElse(Stream.empty())
        .map(ProcessHandle::pid)
        .toList();
  }

  @Override
  public void close() {
    end.run();
  }
}
