package gatehouse.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that counts in a directory, and tells each number when it has returned. */
public final class WriterProcess {

  static final int LOCKED = -1;
  static final int FREE = -2;

  private WriterProcess() {}

  /** Counts in a directory, so many times, in so many threads; or only tries the lock. */
  public static void main(String[] arguments) throws Exception {
    // A thread that fails would leave the others to end well.
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> Runtime.getRuntime().halt(1));
    Path directory = Path.of(arguments[0]);
    int times = Integer.parseInt(arguments[1]);
    if (times == 0) {
      WriterLock lock = new WriterLock(new WriterFiles(directory).lock());
      System.out.println(lock.acquire(Duration.ZERO) == null ? LOCKED : FREE);
      return;
    }
    List<Thread> threads = new ArrayList<>();
    try (DirectoryWriter writer = Counted.writer(directory)) {
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        threads.add(
            new Thread(
                () -> {
                  for (int j = 0; j < times; j++) {
                    try {
                      int number = Counted.increment(writer);
                      synchronized (System.out) {
                        System.out.println(number);
                        System.out.flush();
                      }
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /** Its next number; null when it has ended. A line that was cut off was told to nobody. */
  static Integer number(BufferedReader out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      if (c == '\n') {
        return Integer.valueOf(line.toString());
      }
      line.append((char) c);
    }
    return null;
  }
}
