package gatehouse.testkit.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK of this machine.
 *
 * @param feature its version, for example 17
 */
record Jdk(int feature, Path home) {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /**
   * Those to certify on: {@code test.jdk}, and a JDK 25, where {@code certify.jdk25} or the usual
   * folder has one. {@code certify.jdks} with numbers narrows them.
   */
  static List<Jdk> wanted() {
    List<String> numbers = List.of(System.getProperty("certify.jdks", "").split("[, ]+"));
    List<Jdk> jdks = new ArrayList<>();
    of(Path.of(System.getProperty("test.jdk", System.getProperty("java.home"))))
        .ifPresent(jdks::add);
    String named = System.getProperty("certify.jdk25", "");
    Optional<Jdk> newest = named.isEmpty() ? installed(25) : of(Path.of(named));
    newest.filter(jdk -> !jdks.contains(jdk)).ifPresent(jdks::add);
    return jdks.stream()
        .filter(jdk -> numbers.contains("") || numbers.contains(Integer.toString(jdk.feature())))
        .toList();
  }

  private static Optional<Jdk> installed(int feature) {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes
          .sorted()
          .map(Jdk::of)
          .flatMap(Optional::stream)
          .filter(jdk -> jdk.feature() == feature)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Jdk> of(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Optional.empty();
    }
    try {
      Matcher matcher = VERSION.matcher(Files.readString(release));
      return matcher.find()
          ? Optional.of(new Jdk(Integer.parseInt(matcher.group(1)), home))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
