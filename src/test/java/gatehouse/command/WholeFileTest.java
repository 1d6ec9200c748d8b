package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.command.WholeFile.Linker;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path directory;

  @Test
  void a_new_file_comes_with_its_directory_and_leaves_nothing_beside_it() throws IOException {
    Path file = directory.resolve("a/b/new.json");
    WholeFile.create(file, "{\"ä\":1}");
    assertEquals("{\"ä\":1}", Files.readString(file));
    assertEquals(List.of("new.json"), names(file.getParent()));
  }

  @Test
  void a_file_that_is_there_is_never_overwritten() throws IOException {
    Path file = Files.writeString(directory.resolve("old.json"), "old");
    assertThrows(FileAlreadyExistsException.class, () -> WholeFile.create(file, "new"));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("old.json"), names(directory));
  }

  @Test
  void a_file_system_without_hard_links_gets_the_file_and_keeps_what_is_there() throws IOException {
    Linker none =
        (name, existing) -> {
          throw new FileSystemException(name.toString(), existing.toString(), "not permitted");
        };
    Path file = directory.resolve("new.json");
    WholeFile.put(Files.writeString(directory.resolve(".one"), "one"), file, none);
    assertEquals("one", Files.readString(file));
    Path other = Files.writeString(directory.resolve(".two"), "two");
    assertThrows(FileAlreadyExistsException.class, () -> WholeFile.put(other, file, none));
    assertEquals("one", Files.readString(file));
  }

  @Test
  void a_replaced_file_is_another_one_with_the_same_permissions() throws IOException {
    Path file = Files.writeString(directory.resolve("old.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    Object before = Files.readAttributes(file, "fileKey").get("fileKey");
    WholeFile.replace(file, "new");
    assertEquals("new", Files.readString(file));
    assertTrue(!before.equals(Files.readAttributes(file, "fileKey").get("fileKey")));
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("old.json"), names(directory));
  }

  @Test
  void a_link_stays_a_link_to_the_replaced_file() throws IOException {
    Path real = Files.writeString(directory.resolve("real.json"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), real);
    WholeFile.replace(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(real));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
