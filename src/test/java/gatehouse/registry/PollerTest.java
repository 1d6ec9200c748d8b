package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollerTest {

  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  @Test
  void it_polls_on_a_daemon_thread_of_its_own_until_it_is_stopped() throws Exception {
    LinkedBlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    Poller poller = new Poller(() -> threads.add(Thread.currentThread()), 1);
    assertTrue(threads.isEmpty());
    poller.start();
    Thread thread = threads.take();
    assertSame(thread, threads.take());
    assertEquals("gatehouse-reload", thread.getName());
    assertTrue(thread.isDaemon());
    assertSame(Poller.class.getClassLoader(), thread.getContextClassLoader());
    poller.stop();
    assertFalse(thread.isAlive());
    poller.stop();
    assertThrows(IllegalThreadStateException.class, poller::start);
  }

  @Test
  void neither_the_class_loader_nor_the_thread_locals_of_its_maker_are_kept() throws Exception {
    AtomicReference<String> inherited = new AtomicReference<>();
    AtomicReference<ClassLoader> loader = new AtomicReference<>();
    CountDownLatch polled = new CountDownLatch(1);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    INHERITED.set("kept");
    Thread.currentThread().setContextClassLoader(null);
    Poller poller;
    try {
      poller =
          new Poller(
              () -> {
                inherited.set(INHERITED.get());
                loader.set(Thread.currentThread().getContextClassLoader());
                polled.countDown();
              },
              1);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      INHERITED.remove();
    }
    poller.start();
    polled.await();
    poller.stop();
    assertEquals(null, inherited.get());
    assertSame(Poller.class.getClassLoader(), loader.get());
  }

  @Test
  void exceptions_and_errors_are_logged_once_and_do_not_end_it() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    CountDownLatch survived = new CountDownLatch(1);
    try (LogCapture log = new LogCapture()) {
      Poller poller =
          new Poller(
              () -> {
                switch (polls.incrementAndGet()) {
                  case 1, 2, 3 -> throw new IllegalStateException("oops");
                  case 4 -> throw new StackOverflowError();
                  default -> survived.countDown();
                }
              },
              1);
      poller.start();
      survived.await();
      poller.stop();
      String line = "SEVERE looking for a changed configuration failed";
      assertEquals(List.of(line, line), log.lines());
    }
  }

  @Test
  void stopping_interrupts_a_poll_and_a_pause() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    Poller poller =
        new Poller(
            () -> {
              thread.set(Thread.currentThread());
              polling.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            TimeUnit.DAYS.toMillis(1));
    poller.start();
    polling.await();
    poller.stop();
    assertFalse(thread.get().isAlive());
  }

  @Test
  void a_poller_that_was_never_started_can_be_stopped_and_an_interval_is_positive() {
    new Poller(() -> {}, 1).stop();
    assertThrows(IllegalArgumentException.class, () -> new Poller(() -> {}, 0));
  }
}
