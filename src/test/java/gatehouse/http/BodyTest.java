package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BodyTest {

  @Test
  void bytes_come_as_one_buffer() {
    Reader reader = new Reader();

    Body.of(new byte[] {1, 2, 3}).publisher().subscribe(reader);

    assertEquals(List.of("subscribed", "next 3", "complete"), reader.signals);
  }

  @Test
  void no_bytes_complete_without_demand() {
    Reader reader = new Reader();
    reader.demand = 0;

    Body.EMPTY.publisher().subscribe(reader);

    assertEquals(List.of("subscribed", "complete"), reader.signals);
  }

  @Test
  void the_empty_body_serves_many() {
    for (int i = 0; i < 2; i++) {
      Reader reader = new Reader();
      Body.EMPTY.publisher().subscribe(reader);
      assertEquals(List.of("subscribed", "complete"), reader.signals);
    }
  }

  @Test
  void lengths() {
    Flow.Publisher<ByteBuffer> publisher = subscriber -> {};

    assertEquals(3, Body.of(new byte[3]).length());
    assertEquals(5, Body.streaming(5, publisher).length());
    assertEquals(Body.UNKNOWN_LENGTH, Body.streaming(-1, publisher).length());
    assertSame(publisher, Body.streaming(-1, publisher).publisher());
    assertFalse(Body.streaming(-1, publisher).isEmpty());
    assertTrue(Body.of(new byte[0]).isEmpty());
    assertSame(Body.EMPTY, Body.streaming(0, publisher));
  }

  @Test
  void to_string_tells_the_length_only() {
    assertEquals("body of 3 bytes", Body.of(new byte[3]).toString());
    assertEquals("body of unknown length", Body.streaming(-1, subscriber -> {}).toString());
  }

  private static final class Reader implements Flow.Subscriber<ByteBuffer> {

    private final List<String> signals = new ArrayList<>();
    private long demand = 1;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      signals.add("subscribed");
      if (demand > 0) {
        subscription.request(demand);
      }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      signals.add("next " + buffer.remaining());
    }

    @Override
    public void onError(Throwable cause) {
      signals.add("error " + cause);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
