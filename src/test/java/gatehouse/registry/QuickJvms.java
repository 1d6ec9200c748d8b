package gatehouse.registry;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Starts {@link WriterProcess}es at half the price: hundreds of them share an archive of parsed
 * classes, which Java makes of jars only.
 */
final class QuickJvms {

  /** What a writer needs of the gateway, and the tests beside it. */
  private static final List<String> PACKAGES =
      List.of(
          "gatehouse/registry/",
          "gatehouse/config/",
          "gatehouse/expression/",
          "gatehouse/json/",
          "gatehouse/http/");

  private final Path directory;
  private final String classPath;

  private QuickJvms(Path directory, String classPath) {
    this.directory = directory;
    this.classPath = classPath;
  }

  /** Makes the archive in a directory, which has to stay. */
  static QuickJvms in(Path directory) throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>(List.of(directory.resolve("classes.jar").toString()));
    Set<String> names = new HashSet<>();
    try (OutputStream out = Files.newOutputStream(directory.resolve("classes.jar"));
        ZipOutputStream jar = new ZipOutputStream(out)) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        // Java looks at each jar whenever it starts, and there are many for the tests.
        if (entry.endsWith(".jar") && entry.contains("jackson-")) {
          jars.add(entry);
        } else if (Files.isDirectory(Path.of(entry))) {
          add(Path.of(entry), jar, names);
        }
      }
    }
    QuickJvms jvms = new QuickJvms(directory, String.join(File.pathSeparator, jars));
    Process first = jvms.start("-XX:ArchiveClassesAtExit=", directory.resolve("first"), 2, 1);
    first.getInputStream().readAllBytes();
    if (first.waitFor() != 0) {
      throw new IOException("no process can be started: " + first.exitValue());
    }
    return jvms;
  }

  private static void add(Path classes, ZipOutputStream jar, Set<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        if (PACKAGES.stream().anyMatch(name::startsWith) && names.add(name)) {
          jar.putNextEntry(new ZipEntry(name));
          Files.copy(file, jar);
        }
      }
    }
  }

  /** Starts one that counts in a directory, so many times, in so many threads. */
  Process start(Path counted, int times, int threads) throws IOException {
    return start("-XX:SharedArchiveFile=", counted, times, threads);
  }

  private Process start(String archive, Path counted, int times, int threads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            archive + directory.resolve("archive.jsa"),
            "-Xlog:disable",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            // What runs for half a second is hardly worth compiling.
            "-XX:Tier3InvocationThreshold=2000",
            "-XX:Tier3MinInvocationThreshold=1000",
            "-XX:Tier3CompileThreshold=20000",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xmx64m",
            "-cp",
            classPath,
            WriterProcess.class.getName(),
            counted.toString(),
            String.valueOf(times),
            String.valueOf(threads))
        // The log of changes that were cut off, and which are finished, is of no interest.
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
