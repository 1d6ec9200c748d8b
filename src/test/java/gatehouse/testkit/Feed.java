package gatehouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a test lets an upstream send piece by piece, for example server-sent events. Belongs to one
 * exchange.
 */
public final class Feed {

  enum Kind {
    DATA,
    END,
    CUT,
    RESET,
    GONE
  }

  record Item(Kind kind, byte[] bytes) {}

  private static final byte[] NOTHING = {};

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

  /** Sends these bytes now. */
  public Feed send(byte[] bytes) {
    items.add(new Item(Kind.DATA, bytes));
    return this;
  }

  /** Sends this text now, as UTF-8. */
  public Feed send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one server-sent event now. */
  public Feed event(String data) {
    return send("data: " + data + "\n\n");
  }

  /** The body ends as it should. */
  public void end() {
    items.add(new Item(Kind.END, NOTHING));
  }

  /** The connection ends (FIN) before the body does. */
  public void cut() {
    items.add(new Item(Kind.CUT, NOTHING));
  }

  /** The connection is reset (RST) before the body ends. */
  public void reset() {
    items.add(new Item(Kind.RESET, NOTHING));
  }

  void peerIsGone() {
    items.add(new Item(Kind.GONE, NOTHING));
  }

  Item take() throws InterruptedException {
    return items.take();
  }
}
