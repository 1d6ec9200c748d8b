package gatehouse.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change, as it stands in {@code .gatehouse/}: which files get which content, and what they held
 * before. The new contents lie beside the files, hidden. Immutable.
 *
 * <p>An entry is pending while its file holds what it held before. A file that holds anything else
 * was written by this change, or by a person after it: either way it stays.
 *
 * @param mark of the change
 * @param entries ordered by path
 */
record Journal(Mark mark, List<Entry> entries) {

  private static final String TITLE = "gatehouse 1 ";
  private static final String END = "end";
  private static final String NOTHING = "-";

  /** With a copy of these entries. */
  Journal {
    entries = List.copyOf(entries);
  }

  /**
   * One file.
   *
   * @param before the hash of what it held; null when it was not there
   * @param content the path of its new content; null when it is deleted
   */
  record Entry(String path, @Nullable String before, @Nullable String content) {}

  byte[] bytes() {
    StringBuilder text = new StringBuilder(TITLE);
    text.append(mark.id()).append(' ').append(mark.version()).append('\n');
    for (Entry entry : entries) {
      text.append(entry.before == null ? NOTHING : entry.before).append('\n');
      text.append(entry.content == null ? NOTHING : entry.content).append('\n');
      text.append(entry.path).append('\n');
    }
    return text.append(END).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Null when it is not whole: its writer was cut off, and nothing was made. */
  static @Nullable Journal parse(String text) {
    List<String> lines = text.lines().toList();
    int last = lines.size() - 1;
    if (last < 1 || last % 3 != 1 || !lines.get(last).equals(END) || !text.endsWith("\n")) {
      return null;
    }
    String[] words = lines.get(0).split(" ", -1);
    if (!lines.get(0).startsWith(TITLE) || words.length != 4) {
      return null;
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < last; i += 3) {
      entries.add(new Entry(lines.get(i + 2), word(lines.get(i)), word(lines.get(i + 1))));
    }
    return new Journal(new Mark(words[2], words[3]), entries);
  }

  private static @Nullable String word(String line) {
    return line.equals(NOTHING) ? null : line;
  }

  /** The journal of a change that is made; null when there is none. */
  static @Nullable Journal made(WriterFiles files) throws IOException {
    String text = WriterFiles.text(files.journal());
    if (text == null) {
      return null;
    }
    Journal journal = parse(text);
    if (journal == null) {
      throw new IOException(
          "%s is not as Gatehouse left it: restore it, or remove it with the change in it"
              .formatted(files.journal()));
    }
    return journal;
  }

  /** Makes the files hold what the change makes of them, as far as they do not yet. */
  void apply(Path root, Steps steps) throws IOException {
    replace(root, steps);
    settle(root, steps);
  }

  /** The same, but for what is left to do when they hold it. */
  void replace(Path root, Steps steps) throws IOException {
    for (Entry entry : entries) {
      Path file = root.resolve(entry.path);
      boolean pending = Objects.equals(entry.before, Hash.of(file));
      if (entry.content != null) {
        Path content = root.resolve(entry.content);
        if (pending && Files.exists(content)) {
          steps.move(content, file);
        } else {
          steps.delete(content);
        }
      } else if (pending && entry.before != null) {
        steps.delete(file);
      }
    }
  }

  /** Has the files' names on the disk, and removes the directories that are left empty. */
  void settle(Path root, Steps steps) throws IOException {
    Directories directories = new Directories(root, steps);
    directories.flush(entries);
    directories.prune(entries);
  }

  /** Takes away the new contents that have not got into their files. */
  void discard(Path root, Steps steps) throws IOException {
    for (Entry entry : entries) {
      if (entry.content != null) {
        steps.delete(root.resolve(entry.content));
      }
    }
  }

  /** What files hold when all of the change is in them. */
  void overlay(Path root, Map<String, byte[]> contents) throws IOException {
    for (Entry entry : entries) {
      byte[] now = contents.get(entry.path);
      if (!Objects.equals(entry.before, now == null ? null : Hash.of(now))) {
        continue;
      }
      if (entry.content == null) {
        contents.remove(entry.path);
        continue;
      }
      byte[] content = content(root.resolve(entry.content));
      if (content == null) {
        // It became the file in this moment.
        content = content(root.resolve(entry.path));
      }
      if (content == null) {
        contents.remove(entry.path);
      } else {
        contents.put(entry.path, content);
      }
    }
  }

  private static byte @Nullable [] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
