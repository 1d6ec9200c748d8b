package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeCountTest {

  private final ExchangeCount count = new ExchangeCount();

  @Test
  void without_exchanges_nobody_waits() throws InterruptedException {
    assertTrue(count.awaitNone(Duration.ZERO));
    count.began();
    count.ended();
    assertTrue(count.awaitNone(Duration.ZERO));
  }

  @Test
  void the_wait_for_an_exchange_has_a_limit() throws InterruptedException {
    count.began();
    count.began();
    count.ended();
    assertFalse(count.awaitNone(Duration.ofMillis(1)));
  }

  @Test
  void the_end_of_the_last_exchange_ends_the_wait() throws InterruptedException {
    count.began();
    Thread last = new Thread(count::ended);
    last.start();
    assertTrue(count.awaitNone(Duration.ofSeconds(20)));
    last.join();
  }
}
