package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where subjects run, and what is behind them.
 *
 * @param directory for their files
 * @param files the port of the upstream below /static
 * @param events the port of the upstream below /event
 */
record Site(Options options, Path directory, Processes processes, int files, int events) {

  /** The same for all that is Java. */
  static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseG1GC");

  /** A new directory. */
  Path room(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(directory), name + "-");
  }

  /** A process on this JVM, with the flags that all have. */
  List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(arguments);
    return command;
  }

  /** A process as a subject. */
  Running running(int port, Process process, boolean java) {
    return new Running(port, port, process.pid(), java, () -> processes.end(process));
  }
}
