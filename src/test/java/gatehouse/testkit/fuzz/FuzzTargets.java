package gatehouse.testkit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The fuzz targets that there are: all classes of the tests whose names end with {@code Fuzz}. */
final class FuzzTargets {

  private static final String SUFFIX = "Fuzz.class";

  private FuzzTargets() {}

  /** Their names, {@code gatehouse.http.RequestPathFuzz}, in order. */
  static List<String> names() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .map(file -> root.relativize(file).toString().replace('/', '.').replace(".class", ""))
          .filter(FuzzTargets::isTarget)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name without its package, by which its inputs are filed. */
  static String shortName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static FuzzTarget make(String name) {
    try {
      Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (FuzzTarget) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static boolean isTarget(String name) {
    try {
      return FuzzTarget.class.isAssignableFrom(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(FuzzTargets.class.getResource("/")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
