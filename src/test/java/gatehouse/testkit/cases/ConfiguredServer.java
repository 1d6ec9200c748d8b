package gatehouse.testkit.cases;

import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SignatureCheck;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A server whose configuration is replaced in one step. */
final class ConfiguredServer {

  private static final String CASE_LOG = "file:access.log";
  private static final String USUAL_LOG = "file:usual.log";
  private static final String LOG_GROUP = ":log-group:";

  private final Path directory;
  private final Function<String, Map<String, String>> marker;
  private final ServerProcess server;
  private int counter;
  private LogTail log;

  /**
   * Starts a server.
   *
   * @param directory where its configurations are
   * @param marker the files of a stage of this name, whose {@code /ready} answers 200
   */
  ConfiguredServer(
      ServerBuilder builder, Path directory, Function<String, Map<String, String>> marker)
      throws IOException {
    this.directory = directory;
    this.marker = marker;
    log = new LogTail(directory.resolve(swap(Map.of())));
    server =
        builder
            .jvm(
                "-Dgatehouse.config=" + current(),
                "-Dgatehouse.reloadIntervalMillis=10",
                "-Dgatehouse.management=loopback",
                "-Daws.accessKeyId=" + SignatureCheck.KEY_ID,
                "-Daws.secretAccessKey=" + SignatureCheck.SECRET,
                "-Dgatehouse.accessLog=" + USUAL_LOG,
                "-Dgatehouse.accessLog.directory=" + directory)
            .start();
  }

  ServerProcess process() {
    return server;
  }

  void configure(Map<String, String> files) throws IOException, InterruptedException {
    String stage = swap(files);
    boolean isUsual = files.values().stream().anyMatch(text -> text.contains(LOG_GROUP));
    log = new LogTail(directory.resolve(isUsual ? "usual.log" : stage + ".log"));
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (RawClient.get(server.port(), "/" + stage + "/ready").status() != 200) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the configuration is not in service; log:\n" + server.log());
      }
      Thread.sleep(2);
    }
  }

  /** As {@link Host#logged}. */
  List<String> logged(int count) throws IOException, InterruptedException {
    return log.take(count);
  }

  /** Writes a directory of its own, then lets the link point to it by one rename. */
  private String swap(Map<String, String> files) throws IOException {
    String stage = "zz-" + ++counter;
    Path target = Files.createDirectory(directory.resolve(stage));
    for (Map<String, String> some : List.of(files, marker.apply(stage))) {
      for (Map.Entry<String, String> file : some.entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        // A file of its own, into which none of our looks at the configuration before it gets.
        Files.writeString(path, file.getValue().replace(CASE_LOG, "file:" + stage + ".log"));
      }
    }
    Path link = Files.createSymbolicLink(directory.resolve("next"), target);
    Files.move(
        link, current(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return stage;
  }

  private Path current() {
    return directory.resolve("current");
  }

  void close() {
    server.close();
  }
}
