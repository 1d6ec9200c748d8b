package gatehouse.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the lines of all access logs by status, those that were set aside included. Each byte is
 * read once: files are known by their inode, which a rename does not change. For one thread.
 */
final class LogLines {

  private static final byte[] STATUS =
      "\"status\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final Path directory;
  private final Map<Object, Position> positions = new HashMap<>();
  private final Tally tally = new Tally();

  /** How far a file was read, and the beginning of its last line, if it has no end yet. */
  private static final class Position {
    long offset;
    final byte[] line = new byte[4_096];
    int length;
  }

  LogLines(Path directory) {
    this.directory = directory;
  }

  /** By status, and {@code lines} for all together; {@code malformed} for lines without one. */
  Tally count() throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.log*")) {
        for (Path file : files) {
          read(file);
        }
      }
    }
    return tally;
  }

  /** How many files there have been. */
  int files() {
    return positions.size();
  }

  private void read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Object inode =
          Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
      Position position = positions.computeIfAbsent(inode, key -> new Position());
      in.skipNBytes(position.offset);
      byte[] buffer = new byte[65_536];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        position.offset += count;
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            line(position);
          } else {
            position.line[position.length++] = buffer[i];
          }
        }
      }
    } catch (NoSuchFileException e) {
      // It was set aside meanwhile, and is read under its new name the next time.
      return;
    }
  }

  private void line(Position position) {
    tally.add("lines");
    tally.add(status(position.line, position.length));
    position.length = 0;
  }

  private static String status(byte[] line, int length) {
    for (int at = 0; at + STATUS.length + 3 < length; at++) {
      if (java.util.Arrays.equals(line, at, at + STATUS.length, STATUS, 0, STATUS.length)) {
        int from = at + STATUS.length;
        return new String(line, from, 3, java.nio.charset.StandardCharsets.US_ASCII);
      }
    }
    return "malformed";
  }
}
