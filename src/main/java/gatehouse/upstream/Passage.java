package gatehouse.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request's way over a connection and its response's way back: what HttpCore asks and tells, on
 * the reactor's thread, once there is a connection. Gives the connection back when both messages
 * are through, in front of telling anybody that the response is.
 */
final class Passage implements AsyncClientExchangeHandler, Lease.Tenant {

  /** From here on an upstream does not want the rest of a request: RFC 9112, section 9.6. */
  private static final int FIRST_ERROR = 400;

  private final Call call;
  private final Attempt attempt;
  private final RequestSender sender;
  private final ResponseReceiver receiver;
  private final Lease lease;

  // Touched by the reactor's thread only.
  private boolean responseIsThrough;
  private @Nullable HttpResponse head;

  Passage(
      Connections connections,
      Call call,
      Attempt attempt,
      RequestSender sender,
      ResponseReceiver receiver) {
    this.call = call;
    this.attempt = attempt;
    this.sender = sender;
    this.receiver = receiver;
    this.lease = new Lease(connections, this);
  }

  /** Sets out. */
  void begin(HttpRoute route) {
    call.execution(lease::discard);
    lease.begin(route);
  }

  @Override
  public void connected(AsyncConnectionEndpoint connection) {
    if (call.isAborted()) {
      failed(new InterruptedIOException());
      return;
    }
    call.connected();
    connection.execute("", this, new ExchangeContext(sender, receiver));
  }

  @Override
  public void notConnected(Exception cause) {
    sender.stop();
    attempt.failed(cause);
  }

  @Override
  public void cancelled() {
    sender.stop();
    attempt.cancelled();
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    sender.sendRequest(channel, context);
  }

  @Override
  public int available() {
    return sender.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    sender.produce(channel);
    giveBackIfThrough();
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context) throws HttpException {
    receiver.interim(response);
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entity, HttpContext context)
      throws HttpException {
    receiver.head(response, entity);
    head = response;
    if (entity == null) {
      streamEnd(null);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) {
    receiver.updateCapacity(channel);
  }

  @Override
  public void consume(ByteBuffer source) {
    receiver.consume(source);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    responseIsThrough = true;
    giveBackIfThrough();
    receiver.end();
    discardIfRefused();
  }

  private void giveBackIfThrough() {
    HttpResponse response = head;
    if (responseIsThrough && response != null && sender.isThrough()) {
      lease.giveBack(response);
      attempt.completed();
    }
  }

  /** Nobody else must have a connection on which the rest of a request is missing. */
  private void discardIfRefused() {
    HttpResponse response = head;
    if (response != null && response.getCode() >= FIRST_ERROR && !sender.isThrough()) {
      attempt.completed();
      sender.stop();
      lease.discard();
    }
  }

  @Override
  public void failed(Exception cause) {
    receiver.breakOff();
    lease.discard();
    sender.stop();
    attempt.failed(cause);
  }

  @Override
  public void cancel() {
    failed(new InterruptedIOException());
  }

  /** HttpCore is done with this, whether or not it has said how it ended. */
  @Override
  public void releaseResources() {
    sender.stop();
    if (!receiver.isThrough()) {
      lease.discard();
      attempt.cancelled();
    }
  }
}
