package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import gatehouse.testkit.RawUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in Node that serves functions, in a process of its own. For one thread.
 *
 * <p>Without {@code node} and {@code npm} on the path the test is skipped, or fails when the system
 * property {@code test.node} is {@code required}.
 */
final class NodeFunctions implements AutoCloseable {

  /** What programs say when they serve. */
  private static final String READY = "serving";

  private static final int MINUTES_TO_INSTALL = 5;
  private static final String LOCK = "package-lock.json";

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
    require("node", "npm");
    int port = freePort();
    return start(
        installed(Path.of("src/test/node/functions")).resolve("serve.mjs"),
        port,
        directory.resolve("functions.log"),
        Integer.toString(port));
  }

  /** A program of one file; {@code port} is the one that it serves. */
  static NodeFunctions program(Path file, int port) throws Exception {
    require("node");
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

  /** A copy below target/ with its packages, fetched once for each content of the lock file. */
  private static Path installed(Path source) throws Exception {
    Path copy = Path.of("target/node").resolve(source.getFileName()).toAbsolutePath();
    Path done = copy.resolve("installed-lock.json");
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(done) && Files.mismatch(done, copy.resolve(LOCK)) < 0) {
      return copy;
    }
    Path log = copy.resolve("npm.log");
    // The peer of serverless-offline is the Serverless Framework, which asks for a licence.
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      missing("npm could not install what tests need:\n" + Files.readString(log));
    }
    Files.copy(copy.resolve(LOCK), done, StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }

  private static void require(String... programs) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String program : programs) {
      boolean found =
          Stream.of(path.split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!found) {
        missing(
            "there is no %s on this machine: install it (Debian: apt-get install nodejs npm)"
                .formatted(program));
      }
    }
  }

  private static void missing(String reason) {
    if ("required".equals(System.getProperty("test.node"))) {
      fail(reason);
    } else {
      abort(reason);
    }
  }
}
