package gatehouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The {@code Main-Class} of the WAR. Java's own class path cannot reach into {@code WEB-INF}, so
 * this copies classes and libraries to a private temporary directory, runs {@code
 * gatehouse.command} on them, and removes the directory when the process ends. One thread's.
 */
final class Launcher {

  private static final String CLASSES = "WEB-INF/classes/";
  private static final String LIBRARIES = "WEB-INF/lib/";
  private static final String COMMAND = "gatehouse.command.GatehouseCommand";

  private Launcher() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @throws IOException when there is no place for temporary files
   * @throws ReflectiveOperationException when this is not the WAR that it was built into
   */
  public static void main(String[] arguments)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Path war = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path directory = Files.createTempDirectory("gatehouse-");
    List<URLClassLoader> opened = new ArrayList<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> removed(directory, opened)));
    URLClassLoader loader =
        new URLClassLoader(
            "gatehouse", unpacked(war, directory), ClassLoader.getPlatformClassLoader());
    opened.add(loader);
    Thread.currentThread().setContextClassLoader(loader);
    System.exit(run(loader, arguments));
  }

  private static int run(ClassLoader loader, String[] arguments)
      throws ReflectiveOperationException {
    try {
      return (int)
          Class.forName(COMMAND, true, loader)
              .getMethod("run", String[].class)
              .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The class path: the WAR's classes as one jar, in front of its libraries. */
  private static URL[] unpacked(Path war, Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    Path classes = directory.resolve("classes.jar");
    urls.add(classes.toUri().toURL());
    try (JarFile file = new JarFile(war.toFile());
        OutputStream out = Files.newOutputStream(classes);
        JarOutputStream jar = new JarOutputStream(out, manifest(file))) {
      jar.setLevel(Deflater.NO_COMPRESSION);
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        if (entry.isDirectory()) {
          continue;
        }
        try (InputStream in = file.getInputStream(entry)) {
          if (name.startsWith(CLASSES)) {
            jar.putNextEntry(new JarEntry(name.substring(CLASSES.length())));
            in.transferTo(jar);
            jar.closeEntry();
          } else if (name.startsWith(LIBRARIES)) {
            // Nothing but the last name counts, so that no name leads out of the directory.
            Path library = directory.resolve(name.substring(name.lastIndexOf('/') + 1));
            Files.copy(in, library);
            urls.add(library.toUri().toURL());
          }
        }
      }
    }
    return urls.toArray(URL[]::new);
  }

  /** It tells the version to whoever asks the package. */
  private static Manifest manifest(JarFile file) throws IOException {
    Manifest manifest = file.getManifest();
    return manifest == null ? new Manifest() : manifest;
  }

  private static void removed(Path directory, List<URLClassLoader> opened) {
    try {
      for (URLClassLoader loader : opened) {
        // Windows removes no file that is open.
        loader.close();
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      System.err.println("gatehouse: cannot remove " + directory + ": " + e.getMessage());
    }
  }
}
