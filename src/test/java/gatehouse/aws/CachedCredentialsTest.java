package gatehouse.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class CachedCredentialsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofHours(1);

  private final Queue<Runnable> thread = new ArrayDeque<>();
  private Instant now = START;
  private int lookups;
  private boolean failing;

  private final CachedCredentials cache =
      new CachedCredentials(this::lookUp, thread::add, () -> now);

  private AwsCredentialsIdentity lookUp() {
    lookups++;
    if (failing) {
      throw new IllegalStateException("nobody is there");
    }
    return AwsSessionCredentials.builder()
        .accessKeyId("key" + lookups)
        .secretAccessKey("secret")
        .sessionToken("token")
        .expirationTime(now.plus(LIFE))
        .build();
  }

  private String key() {
    CompletableFuture<AwsCredentialsIdentity> found = cache.get().toCompletableFuture();
    work();
    return found.join().accessKeyId();
  }

  private void work() {
    for (Runnable task = thread.poll(); task != null; task = thread.poll()) {
      task.run();
    }
  }

  @Test
  void nothing_is_looked_up_before_somebody_asks_and_never_on_the_askers_thread() {
    work();
    assertEquals(0, lookups);
    CompletableFuture<AwsCredentialsIdentity> found = cache.get().toCompletableFuture();
    assertEquals(0, lookups);
    assertFalse(found.isDone());
    work();
    assertEquals("key1", found.join().accessKeyId());
  }

  @Test
  void all_who_ask_meanwhile_share_one_look_up() {
    assertFalse(cache.get().isDone());
    assertFalse(cache.get().isDone());
    assertEquals("key1", key());
    assertEquals("key1", key());
    assertEquals(1, lookups);
  }

  @Test
  void the_old_ones_serve_while_new_ones_are_looked_up_shortly_before_the_end() {
    key();
    now = START.plus(LIFE).minus(CachedCredentials.BEFORE_EXPIRY);
    assertEquals("key1", key());
    assertEquals("key2", key());
  }

  @Test
  void what_has_expired_serves_no_more() {
    key();
    now = START.plus(LIFE);
    assertEquals("key2", key());
  }

  @Test
  void a_failure_is_told_and_not_repeated_at_once() {
    failing = true;
    assertInstanceOf(
        NoCredentialsException.class,
        assertThrows(CompletionException.class, this::key).getCause());
    assertThrows(CompletionException.class, this::key);
    assertEquals(1, lookups);
    failing = false;
    now = START.plus(CachedCredentials.AFTER_FAILURE);
    assertEquals("key2", key());
  }

  @Test
  void good_ones_outlive_a_failed_renewal() {
    key();
    failing = true;
    now = START.plus(LIFE).minus(CachedCredentials.BEFORE_EXPIRY);
    key();
    assertEquals("key1", key());
  }

  @Test
  void expired_ones_serve_no_more_after_a_failed_renewal_either() {
    key();
    failing = true;
    now = START.plus(LIFE).minusSeconds(1);
    assertEquals("key1", key());
    now = START.plus(LIFE);
    assertThrows(CompletionException.class, this::key);
    assertEquals(2, lookups);
  }

  @Test
  void a_look_up_that_hangs_is_given_up_by_the_next_who_asks() {
    CompletableFuture<AwsCredentialsIdentity> first = cache.get();
    Runnable hanging = thread.remove();
    now = now.plus(CachedCredentials.LONGEST_LOOKUP).minusNanos(1);
    CompletableFuture<AwsCredentialsIdentity> second = cache.get();
    assertEquals(0, thread.size());
    now = now.plusNanos(1);
    assertEquals("key1", key());
    assertTrue(first.isCompletedExceptionally());
    assertTrue(second.isCompletedExceptionally());
    hanging.run();
    assertEquals(1, lookups);
    assertEquals("key1", key());
  }

  @Test
  void a_look_up_that_cannot_begin_for_any_reason_is_not_the_last_one() {
    boolean[] broken = {true};
    CachedCredentials unlucky =
        new CachedCredentials(
            this::lookUp,
            task -> {
              if (broken[0]) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            },
            () -> now);
    assertTrue(unlucky.get().isCompletedExceptionally());
    broken[0] = false;
    now = now.plus(CachedCredentials.AFTER_FAILURE);
    assertEquals("key1", unlucky.get().join().accessKeyId());
  }

  @Test
  void who_waits_at_the_end_is_told() {
    CompletableFuture<AwsCredentialsIdentity> waiting = cache.get();
    cache.close();
    assertTrue(waiting.isCompletedExceptionally());
    assertTrue(cache.get().isCompletedExceptionally());
  }
}
