package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressesTest {

  private static final long REFRESH = 100;

  private final Queue<Runnable> lookups = new ArrayDeque<>();
  private final Names names = new Names();
  private long now = 5_000;
  private final HostAddresses addresses =
      new HostAddresses(lookups::add, names, () -> now, REFRESH);

  @Test
  void the_first_look_up_happens_on_another_thread_and_is_waited_for() throws Exception {
    CompletableFuture<?> ready = prepare("a.example");
    assertFalse(ready.isDone());
    assertEquals(List.of(), names.asked);
    assertThrows(UnknownHostException.class, () -> addresses.resolve("a.example"));

    runLookups();

    assertTrue(ready.isDone());
    assertArrayEquals(names.answer, addresses.resolve("a.example"));
  }

  @Test
  void callers_at_the_same_time_share_one_look_up() {
    CompletableFuture<?> one = prepare("a.example");
    CompletableFuture<?> other = prepare("a.example");

    runLookups();

    assertEquals(List.of("a.example"), names.asked);
    assertTrue(one.isDone() && other.isDone());
  }

  @Test
  void an_address_is_not_looked_up_again_before_its_time() {
    prepare("a.example");
    runLookups();
    now += REFRESH - 1;

    assertTrue(prepare("a.example").isDone());
    assertTrue(lookups.isEmpty());
  }

  @Test
  void an_old_address_serves_while_a_new_one_is_looked_up() throws Exception {
    prepare("a.example");
    runLookups();
    InetAddress[] old = names.answer;
    names.answer = addressesOf("127.0.0.2");
    now += REFRESH;

    assertTrue(prepare("a.example").isDone());
    assertTrue(prepare("a.example").isDone());
    assertEquals(1, lookups.size());
    assertArrayEquals(old, addresses.resolve("a.example"));

    runLookups();
    assertArrayEquals(names.answer, addresses.resolve("a.example"));
  }

  @Test
  void an_address_that_is_too_old_waits_for_its_look_up() throws Exception {
    prepare("a.example");
    runLookups();
    names.answer = addressesOf("127.0.0.2");
    now += 2 * REFRESH;

    CompletableFuture<?> ready = prepare("a.example");
    assertFalse(ready.isDone());

    runLookups();
    assertTrue(ready.isDone());
    assertArrayEquals(names.answer, addresses.resolve("a.example"));
  }

  @Test
  void an_address_that_is_too_old_serves_when_its_look_up_fails_and_is_not_waited_for_again()
      throws Exception {
    prepare("a.example");
    runLookups();
    names.failure = new IllegalStateException("the name service is gone");
    now += 2 * REFRESH;
    CompletableFuture<?> ready = prepare("a.example");

    runLookups();
    assertTrue(ready.isDone() && !ready.isCompletedExceptionally());
    assertArrayEquals(names.answer, addresses.resolve("a.example"));

    now += 2 * REFRESH;
    assertTrue(prepare("a.example").isDone());
  }

  @Test
  void a_refresh_that_fails_keeps_the_old_address_and_is_tried_again_after_the_same_time()
      throws Exception {
    prepare("a.example");
    runLookups();
    names.failure = new IllegalStateException("the name service is gone");
    now += REFRESH;

    assertTrue(prepare("a.example").isDone());
    runLookups();
    assertArrayEquals(names.answer, addresses.resolve("a.example"));

    assertTrue(prepare("a.example").isDone());
    assertTrue(lookups.isEmpty());
    now += REFRESH;
    assertTrue(prepare("a.example").isDone());
    assertEquals(1, lookups.size());
  }

  @Test
  void a_first_look_up_that_fails_is_told_and_the_next_caller_tries_again() throws Exception {
    names.failure = new IllegalStateException("the name service is gone");
    CompletableFuture<?> ready = prepare("a.example");
    runLookups();
    assertEquals(
        "the name service is gone",
        assertThrows(ExecutionException.class, ready::get).getCause().getMessage());

    names.failure = null;
    CompletableFuture<?> again = prepare("a.example");
    runLookups();
    assertTrue(again.isDone() && !again.isCompletedExceptionally());
  }

  @Test
  void a_look_up_that_ends_in_an_error_does_not_block_the_host_for_ever() {
    names.error = new StackOverflowError();
    CompletableFuture<?> ready = prepare("a.example");
    assertThrows(StackOverflowError.class, this::runLookups);
    assertTrue(ready.isCompletedExceptionally());

    names.error = null;
    CompletableFuture<?> again = prepare("a.example");
    runLookups();
    assertTrue(again.isDone() && !again.isCompletedExceptionally());
  }

  @Test
  void a_look_up_that_cannot_begin_for_an_error_does_not_block_the_host_for_ever() {
    boolean[] broken = {true};
    HostAddresses unlucky =
        new HostAddresses(
            task -> {
              if (broken[0]) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            },
            names,
            () -> now,
            REFRESH);
    assertTrue(unlucky.prepare("up.test").toCompletableFuture().isCompletedExceptionally());
    broken[0] = false;
    unlucky.prepare("up.test").toCompletableFuture().join();
  }

  @Test
  void when_no_look_up_can_start_any_more_the_caller_is_told() {
    HostAddresses closed =
        new HostAddresses(
            task -> {
              throw new RejectedExecutionException();
            },
            names,
            () -> now,
            REFRESH);

    assertTrue(closed.prepare("a.example").toCompletableFuture().isCompletedExceptionally());
    assertTrue(closed.prepare("a.example").toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  void closing_ends_the_wait_for_look_ups_that_will_not_run_any_more() {
    CompletableFuture<?> ready = prepare("a.example");

    addresses.close();

    assertTrue(ready.isCompletedExceptionally());
    assertTrue(prepare("b.example").isCompletedExceptionally());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "2001:db8:0:0:0:0:0:1"})
  void literals_are_never_looked_up(String literal) throws Exception {
    assertTrue(prepare(literal).isDone());

    assertArrayEquals(InetAddress.getAllByName(literal), addresses.resolve(literal));
    assertTrue(lookups.isEmpty());
  }

  @Test
  void each_caller_gets_an_array_of_its_own() throws Exception {
    prepare("a.example");
    runLookups();

    assertNotSame(addresses.resolve("a.example"), addresses.resolve("a.example"));
  }

  private CompletableFuture<?> prepare(String host) {
    return addresses.prepare(host).toCompletableFuture();
  }

  private void runLookups() {
    for (Runnable lookup = lookups.poll(); lookup != null; lookup = lookups.poll()) {
      lookup.run();
    }
  }

  private static InetAddress[] addressesOf(String literal) {
    try {
      return InetAddress.getAllByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Names implements DnsResolver {

    private final List<String> asked = new ArrayList<>();
    private InetAddress[] answer = addressesOf("127.0.0.1");
    private RuntimeException failure;
    private Error error;

    @Override
    public InetAddress[] resolve(String host) {
      asked.add(host);
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw failure;
      }
      return answer;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
