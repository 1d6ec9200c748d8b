package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads references to certificates and keys: {@code certs/ca.pem}.
 *
 * @param files by path
 * @param problems of the reading so far
 */
record CertificatesJson(Map<String, byte[]> files, Problems problems) {

  /**
   * What the file behind a property holds.
   *
   * @param part takes what is wanted from the file; throws IllegalArgumentException with fault and
   *     remedy, and nothing of what the file holds
   * @return null when the property is absent or wrong
   */
  <T> @Nullable T read(ObjectJson in, String property, Function<Pem, T> part) {
    String path = in.text(property, this::checked);
    // What the store could not read is told already.
    byte[] file = path == null ? null : files.get(path);
    if (file == null) {
      return null;
    }
    try {
      return part.apply(Pem.parse(file));
    } catch (IllegalArgumentException e) {
      in.problem(
          property, "is %s, which %s".formatted(quoted(String.valueOf(path)), e.getMessage()));
      return null;
    }
  }

  private String checked(String path) {
    if (files.containsKey(path) || problems.concern(path)) {
      return path;
    }
    if (!path.startsWith(Folder.OF_CERTS + "/")) {
      throw new IllegalArgumentException(
          "is %s: put the file into the directory %s of the configuration, and write %s"
              .formatted(
                  quoted(path), quoted(Folder.OF_CERTS + "/"), quoted(Folder.OF_CERTS + "/NAME")));
    }
    String near = problems.nearest(path, files.keySet());
    throw new IllegalArgumentException(
        near == null
            ? "is %s, but there is no such file: add it, or correct the path"
                .formatted(quoted(path))
            : "is %s, but there is no such file: did you mean %s?"
                .formatted(quoted(path), quoted(near)));
  }
}
