package gatehouse.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A disk that refuses some steps; each is told as its name, a space, and the path it changes. */
final class FailingSteps implements Steps {

  private final Steps disk = new Disk();
  private final Predicate<String> refused;
  private final IOException failure;

  FailingSteps(Predicate<String> refused, IOException failure) {
    this.refused = refused;
    this.failure = failure;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    check("createDirectory", directory);
    disk.createDirectory(directory);
  }

  @Override
  public void write(Path file, byte[] content, @Nullable Path like, boolean durable)
      throws IOException {
    check("write", file);
    disk.write(file, content, like, durable);
  }

  @Override
  public void flushDirectory(Path directory) throws IOException {
    check("flushDirectory", directory);
    disk.flushDirectory(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    check("move", to);
    disk.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    check("delete", path);
    disk.delete(path);
  }

  private void check(String step, Path path) throws IOException {
    Path parent = path.getParent();
    if (refused.test(step + " " + parent.getFileName() + "/" + path.getFileName())) {
      throw failure;
    }
  }
}
