package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Response;
import gatehouse.http.Turns;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Sends the one answer of an exchange through the container's response. Used in turns only. */
final class AnswerSender {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final HandBack handBack;
  private final Turns turns;
  private final ResponseWriter.Outcome outcome;
  private @Nullable ResponseWriter writer;

  /**
   * A sender.
   *
   * @param outcome hears how it ended, unless the sender is closed before
   */
  AnswerSender(
      HttpServletRequest request,
      HttpServletResponse response,
      HandBack handBack,
      Turns turns,
      ResponseWriter.Outcome outcome) {
    this.request = request;
    this.response = response;
    this.handBack = handBack;
    this.turns = turns;
    this.outcome = outcome;
  }

  /**
   * Has the container call while its own thread is still here and does so at once. The answer comes
   * on a thread of the upstream's, which can write it then; otherwise that one would have to wake a
   * thread of the container's to be called.
   */
  void expectAnswer() {
    try {
      openWriter();
    } catch (IOException | RuntimeException e) {
      // The answer will find the same, and knows what to do.
      LOG.log(Level.DEBUG, "the container does not call yet", e);
    }
  }

  /** Begins with the answer; whoever waits for the end of its body hears of it in any case. */
  void send(Response answer) {
    Body body = answer.body();
    boolean subscribed = false;
    try {
      ResponseHead.write(answer, request.getMethod(), response);
      if (ResponseHead.hasNoBody(answer, request.getMethod())) {
        body.discard();
        if (ResponseHead.announcesNothing(answer, request.getMethod())) {
          openWriter().start(Body.UNKNOWN_LENGTH, Body.EMPTY.publisher());
        } else {
          writeNoBody();
        }
      } else if (body.isEmpty()) {
        writeNoBody();
      } else {
        if (body.length() < 0) {
          handBack.makeBreakable(response);
        }
        ResponseWriter to = openWriter();
        subscribed = true;
        to.start(body.length(), body.publisher());
      }
    } catch (IOException | RuntimeException e) {
      outcome.clientGone(e);
      if (!subscribed) {
        body.discard();
      }
    }
  }

  private void writeNoBody() {
    if (writer == null) {
      outcome.written();
    } else {
      writer.startWithoutBody();
    }
  }

  private ResponseWriter openWriter() throws IOException {
    ResponseWriter open = writer;
    if (open == null) {
      open = new ResponseWriter(response.getOutputStream(), turns, outcome);
      open.open();
      writer = open;
    }
    return open;
  }

  /** Takes no more of the body. */
  void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
