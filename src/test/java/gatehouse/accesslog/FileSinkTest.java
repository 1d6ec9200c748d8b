package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.accesslog.Sink.LinesLost;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-03-01T23:59:59Z");
  private FileSink sink;

  private FileSink sink(int mostBytes, int kept) {
    sink = new FileSink(file(), mostBytes, kept, () -> now);
    return sink;
  }

  @AfterEach
  void release() {
    if (sink != null) {
      sink.release();
    }
  }

  @Test
  void lines_are_appended_and_directories_made() throws Exception {
    Path nested = directory.resolve("a/b/access.log");
    sink = new FileSink(nested, 100, 1, () -> now);
    sink.write(List.of("one", "zw\u00f6lf"));
    sink.write(List.of("three"));

    assertEquals("one\nzw\u00f6lf\nthree\n", Files.readString(nested));
  }

  @Test
  void a_file_that_grows_too_large_is_set_aside_and_no_line_is_torn() throws Exception {
    sink(10, 5).write(List.of("aaaa", "bbbb", "cccc", "a line that is too long", "d"));

    assertEquals(
        Map.of(
            "access.log.2026-03-01.1", "aaaa\nbbbb\n",
            "access.log.2026-03-01.2", "cccc\n",
            "access.log.2026-03-01.3", "a line that is too long\n",
            "access.log", "d\n"),
        files());
  }

  @Test
  void the_first_line_of_another_day_begins_a_file() throws Exception {
    sink(1_000, 5).write(List.of("one"));
    stamp(file());
    now = Instant.parse("2026-03-02T00:00:00Z");
    sink.write(List.of("two"));
    now = Instant.parse("2026-03-05T00:00:00Z");
    sink.write(List.of("three"));

    assertEquals(
        Map.of(
            "access.log.2026-03-01.1", "one\n",
            "access.log.2026-03-02.1", "two\n",
            "access.log", "three\n"),
        files());
  }

  @Test
  void a_file_of_an_earlier_start_is_continued_or_set_aside_by_its_day() throws Exception {
    Files.writeString(file(), "before\n");
    stamp(file());
    sink(1_000, 5).write(List.of("one"));
    assertEquals(Map.of("access.log", "before\none\n"), files());
    sink.release();

    stamp(file());
    now = Instant.parse("2026-03-02T10:00:00Z");
    sink.write(List.of("two"));
    assertEquals(
        Map.of("access.log.2026-03-01.1", "before\none\n", "access.log", "two\n"), files());
  }

  @Test
  void only_the_newest_old_files_stay_and_others_are_not_touched() throws Exception {
    for (String name :
        List.of(
            "access.log.2026-02-28.9",
            "access.log.2026-02-28.10.gz",
            "access.log.2026-03-01.1",
            "access.log.old",
            "access.log.2026-02-28",
            "other.log.2026-02-28.1",
            "access-log.2026-02-28.1")) {
      Files.writeString(directory.resolve(name), "");
    }
    sink(5, 3).write(List.of("aaaa", "bbbb"));

    assertEquals(
        List.of(
            "access-log.2026-02-28.1",
            "access.log",
            "access.log.2026-02-28",
            "access.log.2026-02-28.10.gz",
            "access.log.2026-03-01.1",
            "access.log.2026-03-01.2",
            "access.log.old",
            "other.log.2026-02-28.1"),
        List.copyOf(files().keySet()));
  }

  @Test
  void no_old_file_stays_when_none_is_to_be_kept() throws Exception {
    sink(5, 0).write(List.of("aaaa", "bbbb"));

    assertEquals(Map.of("access.log", "bbbb\n"), files());
  }

  @Test
  void a_file_that_somebody_renames_removes_or_empties_is_begun_anew() throws Exception {
    sink(1_000, 5).write(List.of("one"));
    Files.move(file(), directory.resolve("moved"));
    sink.write(List.of("two"));
    Files.delete(file());
    sink.write(List.of("three"));
    Files.writeString(file(), "");
    sink.write(List.of("four"));
    Files.move(file(), directory.resolve("replaced"));
    Files.writeString(file(), "new\n");
    stamp(file());
    sink.write(List.of("five"));

    assertEquals(
        Map.of("moved", "one\n", "replaced", "four\n", "access.log", "new\nfive\n"), files());
  }

  @Test
  void a_directory_that_is_removed_is_made_again() throws Exception {
    Path nested = directory.resolve("a/access.log");
    sink = new FileSink(nested, 100, 1, () -> now);
    sink.write(List.of("one"));
    Files.delete(nested);
    Files.delete(nested.getParent());
    sink.write(List.of("two"));

    assertEquals("two\n", Files.readString(nested));
  }

  @Test
  void a_line_that_was_torn_is_ended_before_the_next() throws Exception {
    Files.writeString(file(), "whole\nto");
    stamp(file());
    sink(1_000, 5).write(List.of("one"));

    assertEquals("whole\nto\none\n", Files.readString(file()));
  }

  @Test
  void lines_are_lost_while_the_path_is_no_file() throws Exception {
    Files.createDirectory(file());
    sink(1_000, 5);
    LinesLost lost = assertThrows(LinesLost.class, () -> sink.write(List.of("one", "two")));
    assertEquals(2, lost.count());
    Files.delete(file());
    sink.write(List.of("three"));

    assertEquals(Map.of("access.log", "three\n"), files());
  }

  @Test
  void lines_are_lost_while_the_directory_is_none() throws Exception {
    Path blocked = directory.resolve("a");
    Files.writeString(blocked, "");
    sink = new FileSink(blocked.resolve("access.log"), 100, 1, () -> now);

    assertEquals(1, assertThrows(LinesLost.class, () -> sink.write(List.of("one"))).count());
  }

  @Test
  void lines_are_lost_while_the_disk_is_full() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only where there is such a device");
    sink = new FileSink(full, 10, 1, () -> now);

    assertEquals(2, assertThrows(LinesLost.class, () -> sink.write(List.of("one", "two"))).count());
  }

  @Test
  void what_is_no_regular_file_is_never_set_aside() throws Exception {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "only where there is such a device");
    sink = new FileSink(device, 10, 1, () -> now);
    sink.write(List.of("a line that is too long", "a line that is too long"));

    assertTrue(Files.exists(device));
  }

  @Test
  void a_file_that_cannot_be_set_aside_grows_on_for_a_minute() throws Exception {
    Path target = directory.resolve("access.log.2026-03-01." + Integer.MAX_VALUE);
    Files.createDirectory(target);
    Files.writeString(directory.resolve("access.log.2026-03-01.999999999"), "");
    sink = new FileSink(file(), 5, 9, () -> now);
    Files.createDirectory(directory.resolve("access.log.2026-03-01.1000000000"));
    Files.writeString(directory.resolve("access.log.2026-03-01.1000000000/x"), "");
    try (LogCapture log = new LogCapture()) {
      sink.write(List.of("aaaa", "bbbb", "cccc"));
      sink.write(List.of("dddd"));
      assertEquals("aaaa\nbbbb\ncccc\ndddd\n", Files.readString(file()));
      assertEquals(1, log.lines().size());
    }
    Files.delete(directory.resolve("access.log.2026-03-01.1000000000/x"));
    Files.delete(directory.resolve("access.log.2026-03-01.1000000000"));
    now = now.plusSeconds(60);
    stamp(file());
    sink.write(List.of("eeee"));
    assertEquals("eeee\n", Files.readString(file()));
  }

  private Path file() {
    return directory.resolve("access.log");
  }

  private void stamp(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(now));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }
}
