package gatehouse.testkit;

import gatehouse.http.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Collects a body to its end, whichever way it ends. */
public final class WholeBody implements Flow.Subscriber<ByteBuffer> {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private WholeBody() {}

  /** Waits for the end. */
  public static WholeBody of(Body body) throws Exception {
    WholeBody whole = new WholeBody();
    body.publisher().subscribe(whole);
    whole.end.get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return whole;
  }

  /** Takes nothing of a body, as servers do for HEAD. */
  public static void discard(Body body) {
    body.publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
              }

              @Override
              public void onNext(ByteBuffer buffer) {}

              @Override
              public void onError(Throwable cause) {}

              @Override
              public void onComplete() {}
            });
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** False when it broke off. */
  public boolean isComplete() {
    return end.join();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    byte[] piece = new byte[buffer.remaining()];
    buffer.get(piece);
    bytes.writeBytes(piece);
  }

  @Override
  public void onError(Throwable cause) {
    end.complete(false);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }
}
