package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ConfigurationJson;
import gatehouse.registry.DirectoryWriter.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that change one directory: side by side, and killed; {@code -Dtest.kills=200}
 * kills more of them.
 */
class SharedDirectoryIT {

  private static final int KILLS = Integer.getInteger("test.kills", 40);
  private static final int SIDE_BY_SIDE = 4;

  @TempDir static Path prepared;
  private static QuickJvms jvms;

  @TempDir Path root;

  @BeforeAll
  static void prepare() throws Exception {
    jvms = QuickJvms.in(prepared);
  }

  @Test
  void threads_deployments_and_processes_lose_nothing() throws Exception {
    int times = 10;
    List<Callable<List<Integer>>> counters = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Process process = jvms.start(root, times, 3);
      counters.add(() -> numbers(process));
      counters.add(
          () -> {
            try (DirectoryWriter writer = Counted.writer(root)) {
              List<Integer> numbers = new ArrayList<>();
              for (int j = 0; j < times; j++) {
                numbers.add(Counted.increment(writer));
              }
              return numbers;
            }
          });
    }
    List<Integer> numbers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(counters.size());
    try {
      for (Future<List<Integer>> counted : threads.invokeAll(counters)) {
        numbers.addAll(counted.get());
      }
    } finally {
      threads.shutdownNow();
    }
    int all = 2 * (3 + 1) * times;
    assertEquals(all, numbers.size());
    assertEquals(all, new HashSet<>(numbers).size());
    assertEquals(all, number());
  }

  @Test
  void a_deployment_that_ends_does_not_take_the_lock_from_another_in_its_server() throws Exception {
    ConfigurationJson reader = new ConfigurationJson();
    Serving anything =
        new Serving() {
          @Override
          public String version() {
            return null;
          }

          @Override
          public void replace(Loaded next, Commit commit) throws IOException {
            commit.run();
          }
        };
    Patience none = new Patience(Duration.ZERO, Duration.ZERO);
    DirectoryWriter other = new DirectoryWriter(root, reader, anything, none);
    try (DirectoryWriter writer = Counted.writer(root)) {
      Counted.increment(other);
      writer.change(
          (now, edits) -> {
            try {
              assertThrows(ConflictException.class, () -> Counted.increment(other));
              other.close();
              assertEquals(List.of(WriterProcess.LOCKED), numbers(jvms.start(root, 0, 0)));
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return true;
          });
      assertEquals(List.of(WriterProcess.FREE), numbers(jvms.start(root, 0, 0)));
    }
  }

  @Test
  void kills_lose_nothing_that_was_acknowledged() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    List<Integer> acknowledged = new ArrayList<>();
    try {
      List<Callable<List<Integer>>> killers = new ArrayList<>();
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        Random random = new Random(i);
        killers.add(() -> killed(KILLS / SIDE_BY_SIDE, random));
      }
      for (Future<List<Integer>> told : threads.invokeAll(killers)) {
        acknowledged.addAll(told.get());
      }
    } finally {
      threads.shutdownNow();
    }
    Set<Integer> different = new HashSet<>(acknowledged);
    assertEquals(acknowledged.size(), different.size(), "a change was lost, and its number reused");
    int most = different.stream().max(Integer::compare).orElseThrow();
    int last = number();
    assertTrue(last >= most, last + " is there, but " + most + " was acknowledged");
    assertTrue(
        last <= acknowledged.size() + KILLS, "one change of each process may be made untold");
    try (DirectoryWriter writer = Counted.writer(root)) {
      assertEquals(last + 1, Counted.increment(writer));
    }
    assertEquals(last + 1, number());
  }

  /** Kills processes under way, one after another, and tells what they acknowledged. */
  private List<Integer> killed(int times, Random random) throws Exception {
    List<Integer> acknowledged = new ArrayList<>();
    Process next = jvms.start(root, Integer.MAX_VALUE, 1);
    for (int i = 0; i < times; i++) {
      Process process = next;
      try (BufferedReader out = process.inputReader()) {
        // From here on it writes all the time; the next one starts meanwhile.
        acknowledged.add(WriterProcess.number(out));
        next = i + 1 < times ? jvms.start(root, Integer.MAX_VALUE, 1) : process;
        int more = random.nextInt(2);
        for (int j = 0; j < more; j++) {
          acknowledged.add(WriterProcess.number(out));
        }
        for (long until = System.nanoTime() + random.nextInt(5_000_000);
            System.nanoTime() < until; ) {
          Thread.onSpinWait();
        }
        // By its handle, as the process closes the stream that holds what it has told.
        process.toHandle().destroyForcibly();
        acknowledged.addAll(numbers(out));
        assertEquals(128 + 9, process.waitFor());
      }
      int there = number();
      int told = acknowledged.get(acknowledged.size() - 1);
      assertTrue(there >= told, there + " is there, but " + told + " was acknowledged");
    }
    return acknowledged;
  }

  private int number() throws Exception {
    return Counted.number(new FileStore(root, new ConfigurationJson()).files());
  }

  private static List<Integer> numbers(Process process) throws Exception {
    try (BufferedReader out = process.inputReader()) {
      List<Integer> numbers = numbers(out);
      assertEquals(0, process.waitFor());
      return numbers;
    }
  }

  private static List<Integer> numbers(BufferedReader out) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (Integer n = WriterProcess.number(out); n != null; n = WriterProcess.number(out)) {
      numbers.add(n);
    }
    return numbers;
  }
}
