package gatehouse.testkit;

import java.io.IOException;

/** Sends what a {@link Feed} gives until it ends, or until the peer is gone. */
final class Feeding {

  private Feeding() {}

  static void run(Exchange exchange, Feed feed, boolean chunked)
      throws IOException, InterruptedException {
    exchange.whenEnded(feed::peerIsGone);
    while (true) {
      Feed.Item item = feed.take();
      switch (item.kind()) {
        case DATA -> send(exchange, item.bytes(), chunked);
        case END -> {
          if (chunked) {
            Chunks.writeLast(exchange.out());
          }
          return;
        }
        case CUT -> {
          exchange.cut();
          return;
        }
        case RESET -> {
          exchange.reset();
          return;
        }
        case GONE -> throw new IOException("the connection ended while the feed was open");
      }
    }
  }

  private static void send(Exchange exchange, byte[] bytes, boolean chunked) throws IOException {
    if (chunked) {
      Chunks.write(exchange.out(), bytes, bytes.length);
    } else {
      exchange.out().write(bytes);
    }
  }
}
