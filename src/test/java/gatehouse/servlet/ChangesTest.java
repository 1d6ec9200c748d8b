package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationJson;
import gatehouse.registry.FileStore;
import gatehouse.registry.ReadOnlyException;
import gatehouse.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

  @TempDir Path directory;
  private final ConfigurationJson reader = new ConfigurationJson();

  @Test
  void a_change_is_made_on_a_thread_that_ends_with_them() throws Exception {
    Changes changes = changes(false);
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    changes.threads().execute(() -> thread.complete(changed(changes)));
    assertTrue(thread.get().getName().startsWith("gatehouse-change-"));
    assertTrue(thread.get().isDaemon());
    assertTrue(Files.exists(directory.resolve("routes/a.json")));
    changes.close();
    assertFalse(thread.get().isAlive());
    assertThrows(RejectedExecutionException.class, () -> changes.threads().execute(() -> {}));
  }

  @Test
  void a_change_that_is_under_way_is_made_before_the_end() throws Exception {
    Changes changes = changes(false);
    CountDownLatch begun = new CountDownLatch(1);
    changes
        .threads()
        .execute(
            () -> {
              begun.countDown();
              changed(changes);
            });
    begun.await();
    changes.close();
    assertTrue(Files.exists(directory.resolve("routes/a.json")));
  }

  @Test
  void no_more_than_a_hundred_wait() throws Exception {
    Changes changes = changes(false);
    CountDownLatch end = new CountDownLatch(1);
    Runnable waiting =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try {
      for (int i = 0; i < 102; i++) {
        changes.threads().execute(waiting);
      }
      assertThrows(RejectedExecutionException.class, () -> changes.threads().execute(waiting));
    } finally {
      end.countDown();
      changes.close();
    }
  }

  @Test
  void a_deployment_that_is_read_only_changes_nothing_and_says_which_setting() throws IOException {
    Changes changes = changes(true);
    ReadOnlyException refused =
        assertThrows(ReadOnlyException.class, () -> changes.writer().change((now, edits) -> true));
    assertEquals(
        "setting gatehouse.readOnly is `true`: the configuration is changed in its files alone",
        refused.getMessage());
    changes.mend();
    changes.close();
    assertEquals(0, directory.toFile().list().length);
  }

  private static Thread changed(Changes changes) {
    try {
      return changes
          .writer()
          .change(
              (now, edits) -> {
                edits.write(
                    "routes/a.json", "{\"RouteKey\":\"GET /a\"}".getBytes(StandardCharsets.UTF_8));
                return Thread.currentThread();
              });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Changes changes(boolean readOnly) {
    return new Changes(
        directory,
        reader,
        new Registry<>(
            new FileStore(directory, reader),
            configuration -> configuration,
            Configuration.EMPTY,
            InstantSource.system(),
            (configuration, plan) -> {}),
        readOnly);
  }
}
