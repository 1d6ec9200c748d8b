package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {

  private final IllegalStateException failure =
      new IllegalStateException("broken", new ArithmeticException());

  @Test
  void a_failure_comes_out_of_its_wrapping() {
    assertSame(failure, Causes.of(new CompletionException(failure)));
  }

  @Test
  void a_bare_failure_is_itself_whatever_has_caused_it() {
    assertSame(failure, Causes.of(failure));
  }

  @Test
  void a_wrapping_of_nothing_is_itself() {
    CompletionException empty = new CompletionException("empty", null);
    assertSame(empty, Causes.of(empty));
  }

  @Test
  void where_nothing_has_failed_there_is_no_cause() {
    assertNull(Causes.ofNullable(null));
    assertSame(failure, Causes.ofNullable(new CompletionException(failure)));
  }
}
