package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.http.Body;
import gatehouse.http.Turns;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response's writer has the container do, in which order. */
class ResponseWriterTest {

  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

  private final List<String> events = new ArrayList<>();
  private final Turns turns = new Turns();
  private final ReadyOutput output = new ReadyOutput();
  private final ResponseWriter writer = new ResponseWriter(output, turns, new Ending());

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_that_is_at_hand_leaves_with_the_head(boolean containerHasCalled) throws IOException {
    turns.take(writer::open);
    if (containerHasCalled) {
      output.call();
    }
    turns.take(() -> writer.start(HELLO.length, Body.of(HELLO).publisher()));
    if (!containerHasCalled) {
      output.call();
    }
    assertEquals(List.of("write 5", "written"), events);
  }

  @Test
  void a_head_does_not_wait_for_a_body_that_is_not_at_hand() throws IOException {
    Later body = new Later();
    turns.take(writer::open);
    output.call();
    turns.take(() -> writer.start(HELLO.length, body));
    assertEquals(List.of("flush"), events);
    body.come();
    assertEquals(List.of("flush", "write 5", "written"), events);
  }

  /** Takes everything at once. */
  private final class ReadyOutput extends ServletOutputStream {

    private WriteListener listener;

    void call() throws IOException {
      listener.onWritePossible();
    }

    @Override
    public void setWriteListener(WriteListener newListener) {
      listener = newListener;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      events.add("write " + count);
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
      events.add("flush");
    }
  }

  /** A body that comes when it is told to. */
  private static final class Later implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private Flow.Subscriber<? super ByteBuffer> receiver;

    void come() {
      receiver.onNext(ByteBuffer.wrap(HELLO));
      receiver.onComplete();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      receiver = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  private final class Ending implements ResponseWriter.Outcome {

    @Override
    public void written() {
      events.add("written");
    }

    @Override
    public void brokenOff(Throwable cause) {
      events.add("broken off");
    }

    @Override
    public void clientGone(Throwable cause) {
      events.add("client gone");
    }

    @Override
    public void containerFailed(Throwable cause) {
      events.add("container failed");
    }
  }
}
