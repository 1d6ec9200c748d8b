package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeCountTest {

  private final ExchangeCount count = new ExchangeCount();

  @Test
  void without_exchanges_nobody_waits() throws InterruptedException {
    assertTrue(count.awaitNone(Duration.ZERO, Duration.ZERO));
    count.began();
    count.ended();
    assertTrue(count.awaitNone(Duration.ZERO, Duration.ZERO));
  }

  @Test
  void the_wait_for_an_exchange_has_a_limit() throws InterruptedException {
    count.began();
    count.began();
    count.ended();
    assertFalse(count.awaitNone(Duration.ofMillis(1), Duration.ZERO));
  }

  @Test
  void the_end_of_the_last_exchange_ends_the_wait() throws InterruptedException {
    count.began();
    Thread last = new Thread(count::ended);
    last.start();
    assertTrue(count.awaitNone(Duration.ofSeconds(20), Duration.ZERO));
    last.join();
  }

  @Test
  void what_the_container_has_got_back_is_not_under_way_any_more() throws InterruptedException {
    count.began();
    count.givenBack();
    assertEquals(0, count.underWay());
    assertEquals(1, count.all());
    assertTrue(count.awaitNone(Duration.ZERO, Duration.ZERO), "its word is waited for");
  }

  @Test
  void the_word_of_the_container_ends_the_wait_for_what_it_has_got_back()
      throws InterruptedException {
    count.began();
    count.givenBack();
    Thread container = new Thread(count::confirmed);
    container.start();
    assertTrue(count.awaitNone(Duration.ZERO, Duration.ofSeconds(20)));
    container.join();
  }
}
