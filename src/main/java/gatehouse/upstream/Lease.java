package gatehouse.upstream;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one exchange: asked for, opened if need be, and in the end given back or closed,
 * once. Safe for use by several threads.
 */
final class Lease {

  /** Who wants the connection. One of these comes, unless the lease is discarded before. */
  interface Tenant {

    /** Here it is, and it is open. */
    void connected(AsyncConnectionEndpoint connection);

    /** There will be none. */
    void notConnected(Exception cause);

    /** There will be none, because the wish was cancelled. */
    void cancelled();
  }

  private final Connections connections;
  private final Tenant tenant;
  private final AtomicReference<@Nullable AsyncConnectionEndpoint> connection =
      new AtomicReference<>();
  private volatile @Nullable Future<?> leasing;
  private volatile @Nullable Future<?> connecting;
  private volatile boolean discarded;

  Lease(Connections connections, Tenant tenant) {
    this.connections = connections;
    this.tenant = tenant;
  }

  /** Asks for the connection. */
  void begin(HttpRoute route) {
    leasing = connections.lease(route, new Leased());
    cancelIfDiscarded(leasing);
  }

  /** The exchange is over; others may have the connection. */
  void giveBack(HttpResponse response) {
    AsyncConnectionEndpoint mine = connection.getAndSet(null);
    if (mine != null) {
      connections.giveBack(mine, response);
    }
  }

  /** Closes the connection, or wants none any more; without effect when it was given back. */
  void discard() {
    discarded = true;
    cancelIfDiscarded(leasing);
    cancelIfDiscarded(connecting);
    AsyncConnectionEndpoint mine = connection.getAndSet(null);
    if (mine != null) {
      connections.discard(mine);
    }
  }

  private void cancelIfDiscarded(@Nullable Future<?> wish) {
    if (discarded && wish != null) {
      wish.cancel(true);
    }
  }

  private void leased(AsyncConnectionEndpoint mine) {
    connection.set(mine);
    if (discarded) {
      discard();
      return;
    }
    // Often this runs on the thread of somebody who gives a connection back.
    try {
      if (mine.isConnected()) {
        tenant.connected(mine);
      } else {
        connecting = connections.connect(mine, new Connected());
        cancelIfDiscarded(connecting);
      }
    } catch (RuntimeException e) {
      discard();
      tenant.notConnected(e);
    }
  }

  /** The pool's answer. */
  private class Leased implements FutureCallback<AsyncConnectionEndpoint> {

    @Override
    public void completed(AsyncConnectionEndpoint mine) {
      leased(mine);
    }

    @Override
    public void failed(Exception cause) {
      discard();
      tenant.notConnected(cause);
    }

    @Override
    public void cancelled() {
      discard();
      tenant.cancelled();
    }
  }

  /** What became of opening it. */
  private final class Connected extends Leased {

    @Override
    public void completed(AsyncConnectionEndpoint mine) {
      try {
        tenant.connected(mine);
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }
}
