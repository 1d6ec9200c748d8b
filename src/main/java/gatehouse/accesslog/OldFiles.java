package gatehouse.accesslog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The old files of a log: {@code access.log.2026-03-01.2} is the second one that was set aside with
 * lines of that day. Others may compress them to {@code access.log.2026-03-01.2.gz}.
 */
final class OldFiles {

  private final Path current;
  private final Path directory;
  private final Pattern name;
  private final int kept;

  /**
   * The old files of a log.
   *
   * @param current the file that is written
   * @param kept how many old ones stay
   */
  OldFiles(Path current, int kept) {
    this.current = current;
    this.directory = Objects.requireNonNull(current.getParent());
    this.name =
        Pattern.compile(
            Pattern.quote(String.valueOf(current.getFileName()))
                + "\\.([0-9]{4}-[0-9]{2}-[0-9]{2})\\.([0-9]{1,9})(\\.gz)?");
    this.kept = kept;
  }

  private record Old(Path path, String day, int number) {}

  /** Sets the current file aside, and removes the oldest ones that are too many. */
  void setAside(LocalDate day) throws IOException {
    List<Old> old = list();
    int last =
        old.stream()
            .filter(file -> file.day.equals(day.toString()))
            .mapToInt(Old::number)
            .max()
            .orElse(0);
    Path target = directory.resolve(current.getFileName() + "." + day + "." + (last + 1));
    Files.move(current, target);
    old.add(new Old(target, day.toString(), last + 1));
    old.sort(Comparator.comparing(Old::day).thenComparingInt(Old::number));
    for (Old file : old.subList(0, Math.max(0, old.size() - kept))) {
      Files.deleteIfExists(file.path);
    }
  }

  private List<Old> list() throws IOException {
    List<Old> old = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          old.add(new Old(file, matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
      }
    }
    return old;
  }
}
