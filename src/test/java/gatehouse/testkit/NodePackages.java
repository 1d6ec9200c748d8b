package gatehouse.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs in Node with packages of others, which npm fetches below {@code target/}.
 *
 * <p>Without {@code node} and {@code npm} on the path the test is skipped, or fails when the system
 * property {@code test.node} is {@code required}.
 */
public final class NodePackages {

  private static final int MINUTES_TO_INSTALL = 5;
  private static final String LOCK = "package-lock.json";

  private NodePackages() {}

  /**
   * A copy of a directory with its packages, fetched once for each content of the lock file.
   *
   * @param source has programs, {@code package.json} and the lock file
   */
  public static Path installed(Path source) throws IOException, InterruptedException {
    require("node", "npm");
    Path copy = Path.of("target/node").resolve(source.getFileName()).toAbsolutePath();
    Files.createDirectories(copy);
    // Tests run in several processes.
    try (FileChannel channel =
        FileChannel.open(
            copy.resolveSibling(source.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      try {
        return installed(source, copy);
      } finally {
        lock.release();
      }
    }
  }

  private static Path installed(Path source, Path copy) throws IOException, InterruptedException {
    Path done = copy.resolve("installed-lock.json");
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Path there = copy.resolve(file.getFileName());
        // Another process may be running what is there already.
        if (!Files.exists(there) || Files.mismatch(file, there) >= 0) {
          Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
        }
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

  /** Ends the test where one of these programs is not on the path. */
  public static void require(String... programs) {
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
