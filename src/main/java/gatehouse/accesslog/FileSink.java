package gatehouse.accesslog;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. It is set aside when it has grown too large, and with the
 * first line of another day (UTC).
 *
 * <p>Others may rename, remove or empty it at any time, as logrotate does: before each batch it
 * looks whether its path still leads to the same file. What is no regular file, such as a device,
 * is never set aside.
 */
final class FileSink implements Sink {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Path path;
  private final long mostBytes;
  private final OldFiles oldFiles;
  private final InstantSource clock;
  private final boolean isForced;

  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private LocalDate day = LocalDate.EPOCH;
  private boolean isRegular;

  /** Setting aside has failed, and is not tried again before. */
  private Instant stuckUntil = Instant.MIN;

  /**
   * A file, which is made with its directories when the first line comes.
   *
   * @param path absolute
   * @param mostBytes beyond which it is set aside; a single line may be longer
   * @param kept how many old files stay
   */
  FileSink(Path path, long mostBytes, int kept, InstantSource clock) {
    this(path, mostBytes, kept, clock, false);
  }

  /**
   * A file.
   *
   * @param isForced whether what is written is on the disk when a call returns
   */
  FileSink(Path path, long mostBytes, int kept, InstantSource clock, boolean isForced) {
    this.isForced = isForced;
    this.path = path;
    this.mostBytes = mostBytes;
    this.oldFiles = new OldFiles(path, kept);
    this.clock = clock;
  }

  @Override
  public void write(List<String> lines) throws LinesLost {
    List<byte[]> left =
        lines.stream().map(line -> (line + '\n').getBytes(StandardCharsets.UTF_8)).toList();
    try {
      FileChannel file = ofToday(opened());
      while (!left.isEmpty()) {
        int fitting = fitting(left, file.size());
        if (fitting == 0 && file.size() > 0) {
          file = nextFile(file);
        } else {
          int count = Math.max(1, fitting);
          append(file, left.subList(0, count));
          left = left.subList(count, left.size());
        }
      }
    } catch (IOException e) {
      release();
      throw new LinesLost(left.size(), e);
    }
  }

  @Override
  public void release() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "closing an access log failed", e);
      }
    }
  }

  @Override
  public String toString() {
    return "the file " + path;
  }

  /** How many of these lines the file has room for. */
  private int fitting(List<byte[]> lines, long size) {
    if (!isRegular || clock.instant().isBefore(stuckUntil)) {
      return lines.size();
    }
    long bytes = size;
    int count = 0;
    for (byte[] line : lines) {
      bytes += line.length;
      if (bytes > mostBytes) {
        return count;
      }
      count++;
    }
    return count;
  }

  private void append(FileChannel file, List<byte[]> lines) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
    lines.forEach(buffer::put);
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    if (isForced) {
      file.force(false);
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      if (isSame()) {
        return open;
      }
      release();
    }
    return open();
  }

  /** Whether the path still leads to the file that is open. */
  private boolean isSame() throws IOException {
    try {
      return Objects.equals(key, attributes().fileKey());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private FileChannel open() throws IOException {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
    } catch (FileAlreadyExistsException e) {
      // A link to a directory, or a file, which opening tells better.
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try {
      BasicFileAttributes attributes = attributes();
      key = attributes.fileKey();
      isRegular = attributes.isRegularFile();
      day = file.size() == 0 ? today() : day(attributes.lastModifiedTime().toInstant());
      if (isRegular && isTorn()) {
        file.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    channel = file;
    return file;
  }

  /** Whether the file ends within a line: the disk was full, or the machine stopped. */
  private boolean isTorn() throws IOException {
    try (FileChannel read = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return read.size() > 0 && read.read(last, read.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  private FileChannel ofToday(FileChannel file) throws IOException {
    if (!isRegular || day.equals(today()) || clock.instant().isBefore(stuckUntil)) {
      return file;
    }
    if (file.size() == 0) {
      day = today();
      return file;
    }
    return nextFile(file);
  }

  /** A file that cannot be set aside is written on. */
  private FileChannel nextFile(FileChannel file) throws IOException {
    try {
      oldFiles.setAside(day);
    } catch (IOException e) {
      if (isSame()) {
        stuckUntil = clock.instant().plus(RETRY);
        LOG.log(
            Level.WARNING, "the access log {0} grows on: setting it aside failed, {1}", path, e);
        return file;
      }
      LOG.log(Level.WARNING, "an old file of the access log {0} stays: {1}", path, e);
    }
    release();
    return open();
  }

  private LocalDate today() {
    return day(clock.instant());
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
