package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ConfigurationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store of many files sees without looking at them. */
class GlanceTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path root;

  @Test
  void few_files_are_all_looked_at_each_time() throws Exception {
    FileStore store = store(Glance.FILES);
    store.version();
    assertFalse(store.seemsUnchanged());
  }

  @Test
  void many_files_are_looked_at_once_in_as_many_glances_as_there_are_thousands() throws Exception {
    FileStore store = store(2 * Glance.FILES + 1);
    assertFalse(store.seemsUnchanged(), "nothing has been looked at");
    for (int i = 0; i < 2; i++) {
      store.version();
      assertTrue(store.seemsUnchanged());
      assertTrue(store.seemsUnchanged());
      assertFalse(store.seemsUnchanged());
      assertFalse(store.seemsUnchanged());
    }
  }

  @Test
  void files_that_are_made_removed_or_renamed_show_at_once() throws Exception {
    FileStore store = store(2 * Glance.FILES + 1);
    Path file = root.resolve("routes/r1.json");
    Path other = root.resolve("routes/other.json");
    look(store);
    Files.writeString(other, "{}");
    assertFalse(store.seemsUnchanged());
    look(store);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertFalse(store.seemsUnchanged());
    look(store);
    Files.delete(file);
    assertFalse(store.seemsUnchanged());
    look(store);
    Files.createDirectory(root.resolve("apis"));
    assertFalse(store.seemsUnchanged());
    look(store);
    Files.createDirectory(root.resolve(".gatehouse"));
    assertFalse(store.seemsUnchanged());
    look(store);
    Files.writeString(root.resolve(".gatehouse/journal"), "");
    assertFalse(store.seemsUnchanged(), "a change that another process is about to write");
  }

  @Test
  void a_directory_that_is_swapped_by_a_link_shows_at_once() throws Exception {
    FileStore store = store(2 * Glance.FILES + 1);
    Path one = Files.createDirectories(root.resolve("one/x"));
    Path two = Files.createDirectories(root.resolve("two/x"));
    Path link = root.resolve("stages");
    Files.createSymbolicLink(link, one);
    age(one, two);
    look(store);
    assertTrue(store.seemsUnchanged());
    Files.delete(link);
    Files.createSymbolicLink(link, two);
    age();
    assertFalse(store.seemsUnchanged());
  }

  @Test
  void what_is_written_into_a_file_shows_at_the_next_look() throws Exception {
    FileStore store = store(Glance.FILES + 1);
    Object before = look(store);
    Files.writeString(root.resolve("routes/r1.json"), "{\"RouteKey\":\"GET /other\"}");
    assertTrue(store.seemsUnchanged());
    assertFalse(store.seemsUnchanged(), "it is time for a look");
    assertNotEquals(before, store.version());
  }

  @Test
  void while_a_file_cannot_be_read_all_are_looked_at_each_time() throws Exception {
    FileStore store = store(Glance.FILES + 1);
    Path file = root.resolve("routes/r1.json");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    look(store);
    assertTrue(store.seemsUnchanged());
    store.files();
    look(store);
    assertFalse(store.seemsUnchanged());
  }

  @Test
  void a_store_whose_place_is_gone_is_looked_at() throws Exception {
    FileStore store = store(Glance.FILES + 1);
    look(store);
    Files.move(root.resolve("routes"), root.resolve("elsewhere"));
    age();
    assertFalse(store.seemsUnchanged());
  }

  @Test
  void a_glance_changes_no_version() throws Exception {
    FileStore store = store(Glance.FILES + 1);
    Object before = look(store);
    assertTrue(store.seemsUnchanged());
    assertEquals(before, store.version());
  }

  private Object look(FileStore store) throws IOException {
    age();
    return store.version();
  }

  private FileStore store(int files) throws IOException {
    Files.createDirectory(root.resolve("routes"));
    for (int i = 0; i < files; i++) {
      Files.writeString(
          root.resolve("routes/r" + i + ".json"), "{\"RouteKey\":\"GET /" + i + "\"}");
    }
    age();
    return FileStore.keeping(root, new ConfigurationJson(), InstantSource.system());
  }

  /** File systems tell time in ticks: what happens now is to be told from what has happened. */
  private void age(Path... more) throws IOException {
    for (Path directory : more) {
      Files.setLastModifiedTime(directory, LONG_AGO);
    }
    for (String name : new String[] {"", "routes", ".gatehouse"}) {
      if (Files.isDirectory(root.resolve(name))) {
        Files.setLastModifiedTime(root.resolve(name), LONG_AGO);
      }
    }
  }
}
