package gatehouse.deployment;

import gatehouse.testkit.NodePackages;
import gatehouse.testkit.RawUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in Node that serves functions, in a process of its own. For one thread.
 *
 * <p>Needs {@code node} and {@code npm}: see {@link NodePackages}.
 */
final class NodeFunctions implements AutoCloseable {

  /** What programs say when they serve. */
  private static final String READY = "serving";

  private final Process process;
  private final Path log;
  private final int port;
  private final Thread hook;

  private NodeFunctions(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    // A test run that is killed must not leave functions behind.
    hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The functions of src/test/node/functions, by the Invoke endpoint of serverless-offline. */
  static NodeFunctions serverlessOffline(Path directory) throws Exception {
    int port = freePort();
    return start(
        NodePackages.installed(Path.of("src/test/node/functions")).resolve("serve.mjs"),
        port,
        directory.resolve("functions.log"),
        Integer.toString(port));
  }

  /** A program of one file; {@code port} is the one that it serves. */
  static NodeFunctions program(Path file, int port) throws Exception {
    NodePackages.require("node");
    return start(file, port, file.resolveSibling("node.log"));
  }

  private static NodeFunctions start(Path file, int port, Path log, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("node", file.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(file.toAbsolutePath().getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    NodeFunctions functions = new NodeFunctions(process, log, port);
    functions.awaitReady();
    return functions;
  }

  private void awaitReady() throws Exception {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (!log().contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("the functions do not serve:\n" + log());
      }
      Thread.sleep(20);
    }
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** Where the Invoke API is. */
  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** All that the program has said by now. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
