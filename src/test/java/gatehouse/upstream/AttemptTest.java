package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.junit.jupiter.api.Test;

class AttemptTest {

  private final List<String> tries = new ArrayList<>();
  private final Call call =
      new Call(
          new Call.Timer() {
            @Override
            public long nanos() {
              return 0;
            }

            @Override
            public Future<?> schedule(long nanos, Runnable action) {
              return new CompletableFuture<>();
            }

            @Override
            public void watch(Call watched) {}

            @Override
            public void unwatch(Call watched) {}
          });

  @Test
  void what_was_not_sent_is_tried_again_once_whoever_tells() {
    Attempt attempt = new Attempt(call, () -> tries.add("again"));

    attempt.failed(new RequestNotExecutedException());
    attempt.failed(new RequestNotExecutedException());
    attempt.cancelled();

    assertEquals(List.of("again"), tries);
    assertFalse(call.result().isDone());
  }

  @Test
  void what_may_have_been_sent_is_not_tried_again() {
    Attempt attempt = new Attempt(call, () -> tries.add("again"));

    attempt.failed(new ConnectionClosedException("closed"));

    assertEquals(List.of(), tries);
    assertEquals(UpstreamFailure.Kind.UNREACHABLE, failure().kind());
  }

  @Test
  void the_last_try_is_the_last() {
    new Attempt(call, null).failed(new RequestNotExecutedException());

    assertEquals(UpstreamFailure.Kind.UNREACHABLE, failure().kind());
  }

  @Test
  void a_call_that_was_given_up_is_not_tried_again() {
    Attempt attempt = new Attempt(call, () -> tries.add("again"));
    call.fail(UpstreamFailure.Kind.TIMEOUT, "too late", null);

    attempt.failed(new RequestNotExecutedException());

    assertEquals(List.of(), tries);
    assertEquals(UpstreamFailure.Kind.TIMEOUT, failure().kind());
  }

  @Test
  void a_cancelled_try_ends_the_call() {
    new Attempt(call, () -> tries.add("again")).cancelled();

    assertTrue(tries.isEmpty());
    assertEquals(UpstreamFailure.Kind.ABANDONED, failure().kind());
  }

  private UpstreamFailure failure() {
    return (UpstreamFailure)
        assertThrows(CompletionException.class, () -> call.result().join()).getCause();
  }
}
