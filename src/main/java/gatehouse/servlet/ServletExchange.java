package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.http.Turns;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One request in the container's hands, from its arrival to the last byte of its answer.
 *
 * <p>Everything that touches the container's objects happens in {@link Turns}: reading, writing and
 * ending exclude each other without a lock, and after the end nothing touches them any more.
 */
final class ServletExchange implements AsyncListener, RequestBody.Outcome, ResponseWriter.Outcome {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  /** None of these calls blocks, so this is only for a container that deadlocks otherwise. */
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final HandBack handBack;
  private final AnswerSender sender;
  private final Turns turns = new Turns();
  private final Cancellation cancellation = new Cancellation();

  // Touched within turns only.
  private @Nullable RequestBody requestBody;
  private boolean over;

  /** Whether a callback has returned before its turn came: the container's objects are not ours. */
  private volatile boolean takenAway;

  private ServletExchange(
      HttpServletRequest request,
      HttpServletResponse response,
      AsyncContext async,
      Deployment deployment) {
    this.request = request;
    this.response = response;
    this.handBack = new HandBack(request, async, deployment.exchanges());
    this.sender = new AnswerSender(request, response, handBack, turns, this);
  }

  /** Takes a request over from the container's thread, which is free afterwards. */
  static void start(
      HttpServletRequest request, HttpServletResponse response, Deployment deployment) {
    AsyncContext async = request.startAsync(request, response);
    // The pipeline has deadlines of its own; the container's would know nothing of streams.
    async.setTimeout(0);
    ServletExchange exchange = new ServletExchange(request, response, async, deployment);
    deployment.exchanges().began();
    // GlassFish sets the status of an HttpServletResponse that a listener is registered with to 200
    // before it tells the listener anything, even when nothing has left yet.
    async.addListener(exchange, request, new ServletResponseWrapper(response));
    exchange.handle(deployment);
    exchange.expectAnswer();
  }

  private void handle(Deployment deployment) {
    Request incoming;
    try {
      incoming = RequestReader.read(request, this::openBody, cancellation);
    } catch (Refusal refusal) {
      send(deployment.refuse(request.getRequestURI(), refusal));
      return;
    }
    if (RequestReader.mayBeEmpty(request, incoming.body())) {
      PeekedBody.of(incoming.body()).thenAccept(body -> handle(incoming.with(body), deployment));
    } else {
      handle(incoming, deployment);
    }
  }

  private void handle(Request incoming, Deployment deployment) {
    deployment.answer(incoming).thenAccept(this::send);
  }

  private Body openBody(long length) {
    RequestBody body = new RequestBody(() -> GlassFishInput.of(request), length, turns, this);
    requestBody = body;
    return Body.streaming(length, body);
  }

  private void send(Response answer) {
    turns.take(
        () -> {
          if (over) {
            answer.body().discard();
          } else {
            sender.send(answer);
          }
        });
  }

  private void expectAnswer() {
    turns.take(
        () -> {
          if (!over) {
            sender.expectAnswer();
          }
        });
  }

  @Override
  public void written() {
    end();
    handBack.complete();
  }

  /**
   * The pipeline answers a request whose body broke like any other, and that ends the exchange; it
   * must not depend on a call by the container, which may never come.
   */
  @Override
  public void bodyBroke() {
    handBack.bodyBroke();
    turns.take(cancellation::cancel);
  }

  /**
   * A write has failed, or something has thrown what it should not. After an {@link IOException} of
   * a write the container will call back, and then the exchange ends; mostly.
   */
  @Override
  public void clientGone(Throwable cause) {
    turns.take(
        () -> {
          if (cause instanceof IOException) {
            giveUp();
            handBack.writeFailed();
          } else {
            fail(cause);
          }
        });
  }

  /**
   * Ends the exchange after what neither a container nor anybody else should throw: nobody calls
   * back after that. In a turn.
   */
  private void fail(Throwable cause) {
    if (over) {
      return;
    }
    LOG.log(
        ResponseHead.isTakenBack(response) ? Level.DEBUG : Level.ERROR,
        "an exchange failed unexpectedly",
        cause);
    boolean answered = ResponseHead.becameFailure(response, 500);
    giveUp();
    if (answered) {
      handBack.complete();
    } else {
      handBack.breakOff();
    }
  }

  /** A write has failed: nobody takes what has been written for a whole answer. */
  @Override
  public void containerFailed(Throwable cause) {
    failed(503, () -> {});
  }

  @Override
  public void requestFailed(Throwable cause) {
    failed(400, handBack::breakOff);
  }

  /**
   * The client must not take nothing for an answer, and containers answer 200 when nobody says
   * otherwise. To the end in a turn: Jetty may call within one of ours, from the very read that
   * fails, and the exchange must not be handed back before it is answered.
   *
   * @param ifBegun what becomes of a response that has begun, which may look whole
   */
  private void failed(int status, Runnable ifBegun) {
    giveUpAndWait(
        () -> {
          boolean begun = !over && !takenAway && !ResponseHead.becameFailure(response, status);
          giveUp();
          if (begun && !takenAway) {
            ifBegun.run();
          }
          handBack.failed();
        },
        handBack::failed);
  }

  private void giveUp() {
    if (!over) {
      end();
      cancellation.cancel();
    }
  }

  /**
   * As soon as a callback of the container returns, the container may give its objects to another
   * request. So it must not return while another thread is still inside one of them: Tomcat writes
   * the failure of a flush into its response object only after it has started this callback.
   */
  private void giveUpAndWait() {
    giveUpAndWait(this::giveUp, () -> {});
  }

  private void giveUpAndWait(Runnable givingUp, Runnable otherwise) {
    if (!turns.takeAndWait(givingUp, LONGEST_WAIT_MILLIS)) {
      takenAway = true;
      LOG.log(Level.WARNING, "a read or write does not end although its connection has failed");
      otherwise.run();
    }
  }

  @Override
  public void brokenOff(Throwable cause) {
    if (over) {
      return;
    }
    end();
    handBack.breakOff();
  }

  /** From here on nothing touches the container's streams. In a turn. */
  private void end() {
    over = true;
    sender.close();
    if (requestBody != null) {
      requestBody.close();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    handBack.ended();
    giveUpAndWait();
    handBack.leave();
  }

  /**
   * We set no timeout, but Tomcat has one of its own for requests whose application is being taken
   * down. It takes it for an error, and breaks the response off, when nobody says otherwise.
   */
  @Override
  public void onTimeout(AsyncEvent event) {
    giveUpAndWait();
    handBack.ended();
  }

  @Override
  public void onError(AsyncEvent event) {
    failed(503, handBack::breakOff);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
