package gatehouse.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How an exchange goes back to the container, once, and is not counted any more.
 *
 * <p>Containers do not always tell of the end: not when they have noticed by themselves that the
 * client left. So whatever happens last on our side ends the count, too. Safe for use by several
 * threads.
 */
final class HandBack {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  /** On a request that comes back from {@link #breakOff}, so that the servlet breaks it off. */
  static final String BROKEN_OFF = "gatehouse.broken-off";

  private final HttpServletRequest request;
  private final AsyncContext async;
  private final ExchangeCount count;

  /** Whether {@code complete} or {@code dispatch} has been called, or must not be any more. */
  private final AtomicBoolean done = new AtomicBoolean();

  /** Where this is, for the end of the deployment that has to wait for it. */
  private enum Place {
    WITH_US,
    GIVEN_BACK,
    ENDED
  }

  private final AtomicReference<Place> place = new AtomicReference<>(Place.WITH_US);

  /** Whether the client's connection ended within the request's body. */
  private volatile boolean bodyBroken;

  /** Whether the response must not look whole. */
  private volatile boolean brokenOff;

  /** An exchange that has been counted. */
  HandBack(HttpServletRequest request, AsyncContext async, ExchangeCount count) {
    this.request = request;
    this.async = async;
    this.count = count;
  }

  /** The client's connection ended within the request's body. */
  void bodyBroke() {
    bodyBroken = true;
  }

  /** Hands the exchange back as it is. */
  void complete() {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    try {
      async.complete();
      if (place.compareAndSet(Place.WITH_US, Place.GIVEN_BACK)) {
        count.givenBack();
      }
    } catch (IllegalStateException e) {
      endedAlready(e);
    }
    if (bodyBroken) {
      // Tomcat closes such a connection without telling of the end.
      leave();
    }
  }

  /** There is no call in the servlet API that breaks a response off, but an exception does it. */
  void breakOff() {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    brokenOff = true;
    try {
      if (ServerConnection.close(request)) {
        async.complete();
      } else {
        request.setAttribute(BROKEN_OFF, true);
        async.dispatch();
      }
      // Jetty does not tell of its end once the application is being taken down.
      leave();
    } catch (IllegalStateException | UnsupportedOperationException e) {
      // So does Tomcat while the application is being taken down.
      endedAlready(e);
    }
  }

  /**
   * Sees to it that a response of unknown length can be broken off; before it begins.
   *
   * <p>Undertow ends a response with its last chunk whatever a servlet throws. But it asks for the
   * trailer fields before, and closes the connection when that fails. Other servers are not
   * bothered with trailer fields.
   */
  void makeBreakable(HttpServletResponse response) {
    if (AppServer.of(request) == AppServer.UNDERTOW && !request.getProtocol().equals("HTTP/1.0")) {
      response.setTrailerFields(this::trailers);
    }
  }

  /** There never are any. */
  Map<String, String> trailers() {
    if (brokenOff) {
      throw new IllegalStateException("the upstream broke off its response");
    }
    return Map.of();
  }

  /** A write has failed. The container calls back, or has done so. */
  void writeFailed() {
    if (bodyBroken) {
      // It knew of the connection before, and need not call back once more.
      complete();
    }
    // Tomcat closes without a word when this happens in a callback about the other direction.
    leave();
  }

  /** The container has given the connection up, and need not tell of the end as well. */
  void failed() {
    complete();
    leave();
  }

  /** The container ends the exchange by itself. */
  void ended() {
    done.set(true);
  }

  /** Nothing here will touch what is the container's any more. */
  void leave() {
    switch (place.getAndSet(Place.ENDED)) {
      case WITH_US -> count.ended();
      case GIVEN_BACK -> count.confirmed();
      case ENDED -> {}
    }
  }

  private void endedAlready(RuntimeException refusal) {
    LOG.log(Level.DEBUG, "the container has ended the exchange by itself", refusal);
    leave();
  }
}
