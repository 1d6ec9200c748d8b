package gatehouse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upstream does with one request, step by step. Immutable: each method returns a longer
 * script. Unless the last step ends the connection, what is left of the request's body is read
 * afterwards and the connection goes on to its next request.
 *
 * <p>A step that needs the peer ends the script when the peer is gone.
 */
public final class Script {

  /** One thing to do; for what the ready-made steps do not cover. */
  @FunctionalInterface
  public interface Step {
    /** Does it, on the connection's thread; an exception ends the connection. */
    void run(Exchange exchange) throws IOException, InterruptedException;
  }

  private static final Script EMPTY = new Script(List.of());
  private static final int GENERATED_CHUNK = 64 * 1024;

  private final List<Step> steps;

  private Script(List<Step> steps) {
    this.steps = steps;
  }

  /** A script without steps: the request is read and never answered, its connection goes on. */
  public static Script start() {
    return EMPTY;
  }

  /** Any other step. */
  public Script then(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Script(List.copyOf(longer));
  }

  /** The steps of another script. */
  public Script then(Script other) {
    List<Step> longer = new ArrayList<>(steps);
    longer.addAll(other.steps);
    return new Script(List.copyOf(longer));
  }

  /** Sends exactly these bytes. */
  public Script send(byte[] bytes) {
    return then(exchange -> exchange.out().write(bytes));
  }

  /** Sends exactly this text, as UTF-8. */
  public Script send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends this text as one chunk. */
  public Script chunk(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return then(exchange -> Chunks.write(exchange.out(), bytes, bytes.length));
  }

  /** Sends the last chunk, without trailers. */
  public Script lastChunk() {
    return send("0\r\n\r\n");
  }

  /** Sends the same text again and again until the peer is gone. */
  public Script endlessly(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return then(
        exchange -> {
          while (true) {
            exchange.out().write(bytes);
          }
        });
  }

  /** Sends the first {@code count} bytes of {@link GeneratedBytes}. */
  public Script sendGenerated(long count) {
    return then(exchange -> GeneratedBytes.write(exchange.out(), 0, count));
  }

  /** Sends the first {@code count} bytes of {@link GeneratedBytes} and the last chunk. */
  public Script sendGeneratedChunks(long count) {
    return then(
        exchange -> {
          Chunks.writeGenerated(exchange.out(), count, GENERATED_CHUNK);
          Chunks.writeLast(exchange.out());
        });
  }

  /** Sends what the test feeds, as it is. */
  public Script sendFrom(Feed feed) {
    return then(exchange -> Feeding.run(exchange, feed, false));
  }

  /** Sends what the test feeds, each piece as a chunk, and the last chunk at its end. */
  public Script sendChunksFrom(Feed feed) {
    return then(exchange -> Feeding.run(exchange, feed, true));
  }

  /** Reads the request's body to its end. */
  public Script readBody() {
    return then(Exchange::readBody);
  }

  /** Reads this many bytes of the request's body, or less when it ends before. */
  public Script readBody(long count) {
    return then(exchange -> exchange.readBody(count));
  }

  /** Waits for the test; at most 16 KiB are read meanwhile. */
  public Script await(Signal signal) {
    return then(exchange -> exchange.await(signal));
  }

  /** Tells the test that the script has come this far. */
  public Script raise(Signal signal) {
    return then(exchange -> signal.raise());
  }

  /** Reads whatever comes and says nothing more, until the peer is gone. */
  public Script stall() {
    return then(
        exchange -> {
          exchange.readUntilEnd();
          exchange.close();
        });
  }

  /** Neither reads nor writes until the upstream is closed; does not notice the peer's end. */
  public Script stallWithoutReading() {
    return then(Exchange::sleep);
  }

  /** Ends the connection: the peer gets all that was sent, then FIN. */
  public Script close() {
    return then(Exchange::close);
  }

  /** Ends the TCP connection; under TLS without the closing message that protects the end. */
  public Script cut() {
    return then(Exchange::cut);
  }

  /** Ends the connection with RST, whatever was sent. */
  public Script reset() {
    return then(Exchange::reset);
  }

  /** Sends FIN and goes on reading until the peer is gone. */
  public Script closeOutput() {
    return then(Exchange::closeOutput).stall();
  }

  void run(Exchange exchange) throws IOException, InterruptedException {
    for (Step step : steps) {
      step.run(exchange);
    }
    if (!exchange.isOver()) {
      exchange.readBody();
    }
  }
}
