package gatehouse.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts processes, and ends them, at the latest when this one ends. For all threads. */
final class Processes {

  private static final List<Path> SYSTEM =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));

  private final Set<Process> alive = ConcurrentHashMap.newKeySet();

  Processes() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> alive.forEach(Processes::kill)));
  }

  /** Starts a process whose output goes to {@code NAME.log} in its directory. */
  Process start(String name, Path directory, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    alive.add(process);
    return process;
  }

  /** Ends a process and those that it has started; by force after 5 seconds. */
  void end(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        kill(process);
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
    }
    below.forEach(ProcessHandle::destroyForcibly);
    alive.remove(process);
  }

  /** Runs a command to its end and returns what it printed, standard error included. */
  String output(long seconds, List<String> command) throws IOException {
    Path file = Files.createTempFile("compare-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      alive.add(process);
      try {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          throw new IOException("no end after " + seconds + " s: " + command.get(0));
        }
        return Files.readString(file);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      } finally {
        end(process);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * The path of a command.
   *
   * @param debian the package that has it
   * @throws LeftOutException when it is not there
   */
  static String command(String name, String debian) throws LeftOutException {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(":")) {
      if (Files.isExecutable(Path.of(directory, name))) {
        return Path.of(directory, name).toString();
      }
    }
    for (Path directory : SYSTEM) {
      if (Files.isExecutable(directory.resolve(name))) {
        return directory.resolve(name).toString();
      }
    }
    throw new LeftOutException("not installed; Debian: apt-get install " + debian);
  }

  /** A port of 127.0.0.1 that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
