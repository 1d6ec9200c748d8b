package gatehouse.control.aws;

import gatehouse.control.audit.Actor;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.http.BodyCollector;
import gatehouse.http.Causes;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes that manages the gateway, at whichever address: who may connect, how
 * much of bodies is in memory, who asks and what he may do, the record of it, and what failures are
 * told as. There is no way past it on which an attempt to change something is neither recorded nor
 * counted. For any number of threads.
 */
public final class Front {

  private final Guard guard;
  private final Executor executor;
  private final BodyIntake intake;

  /**
   * A front.
   *
   * @param guard says who may, and records it
   * @param executor has the threads that wait for files, and refuses what is too much
   * @param intake takes bodies
   */
  public Front(Guard guard, Executor executor, BodyIntake intake) {
    this.guard = guard;
    this.executor = executor;
    this.intake = intake;
  }

  /** What one request wants. */
  public interface Matter {

    /** What is asked, with the request and the id of its answer. */
    AuditRecord.Asked asked();

    /** As policies have it: {@code apigateway:POST}; on the resource that is asked for. */
    String action();

    /** Whether it would change something, so that it is recorded. */
    boolean isRecorded();

    /** The most bytes that its body may have. */
    int largestBody();

    /**
     * Does it, and answers; by a thread that may block, for somebody who may do this.
     *
     * @throws IOException as any other failure: {@link #refusal} says what is told
     */
    Response answer(Attempt attempt) throws IOException;

    /** What a failure is told as. */
    default AwsException refusal(Throwable failure) {
      return Failures.of(failure, largestBody());
    }

    /** The answer that tells it. */
    default Response refused(AwsException refusal) {
      return AwsAnswers.refusal(refusal, asked().requestId());
    }
  }

  /** A request on its way, of somebody who is known and may do what it asks for as a whole. */
  public static final class Attempt {

    private final Admission admission;
    private final Request request;
    private final byte[] body;
    private final Actor actor;
    private final @Nullable AuditRecord record;

    Attempt(
        Admission admission,
        Request request,
        byte[] body,
        Actor actor,
        @Nullable AuditRecord record) {
      this.admission = admission;
      this.request = request;
      this.body = body;
      this.actor = actor;
      this.record = record;
    }

    /** What the body held; not a copy. */
    public byte[] body() {
      return body;
    }

    /**
     * Checks that he may do one of the things that it comes to.
     *
     * @param action {@code apigateway:POST} and its like
     * @param resource its ARN
     * @throws AwsException when he may not
     */
    public void permit(String action, String resource) {
      admission.permit(actor, new Admission.Asked(request, body, action, resource));
    }

    /** Texts that the record must not tell, wherever they come up in it. */
    public void hide(Collection<String> secrets) {
      if (record != null) {
        record.hide(secrets);
      }
    }

    /** A change that the record tells of, if there is one. All changes have to be. */
    public <T> ConfigWriter.Change<T> watching(ConfigWriter.Change<T> change) {
      return record == null ? change : record.watching(change);
    }
  }

  /**
   * Answers a request.
   *
   * @return completed normally always
   */
  public CompletionStage<Response> handle(Matter matter) {
    Request request = matter.asked().request();
    Admission.Welcome welcome;
    BodyIntake.Taken taken;
    int most;
    try {
      welcome = guard.admission().connected(request);
      most = Math.min(matter.largestBody(), welcome.largestBody());
      taken = intake.take(request, most, welcome.isKnown());
    } catch (RuntimeException e) {
      return atDoor(matter, e);
    }
    return taken
        .bytes()
        .handleAsync((body, failure) -> run(matter, body, failure, most), executor)
        .exceptionally(failure -> unrecorded(matter, failure))
        .whenComplete((answer, failure) -> taken.giveBack().run());
  }

  /** What a request is refused for that wants nothing we have; null when it may connect. */
  @Nullable AwsException refusal(Request request) {
    try {
      guard.admission().connected(request);
      return null;
    } catch (RuntimeException e) {
      return Failures.of(e, 0);
    }
  }

  /** What is refused before its body is read is recorded, too; not by this thread. */
  private CompletionStage<Response> atDoor(Matter matter, RuntimeException refusal) {
    if (!matter.isRecorded()) {
      return CompletableFuture.completedStage(matter.refused(matter.refusal(refusal)));
    }
    try {
      return CompletableFuture.supplyAsync(
              () -> refused(matter, guard.audit().begin(matter.asked()), refusal), executor)
          .exceptionally(failure -> unrecorded(matter, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(unrecorded(matter, refusal));
    }
  }

  private Response unrecorded(Matter matter, Throwable failure) {
    if (matter.isRecorded()) {
      guard.audit().missed();
    }
    return matter.refused(matter.refusal(failure));
  }

  private Response run(
      Matter matter, byte @Nullable [] body, @Nullable Throwable failure, int most) {
    Request request = matter.asked().request();
    AuditRecord record = matter.isRecorded() ? guard.audit().begin(matter.asked()) : null;
    try {
      if (body == null) {
        throw unread(matter, failure, most);
      }
      Actor actor = guard.admission().identify(request, body);
      if (record != null) {
        record.by(actor);
      }
      Attempt attempt = new Attempt(guard.admission(), request, body, actor, record);
      attempt.permit(matter.action(), matter.asked().resource());
      if (record != null) {
        guard.audit().checkWritable();
      }
      Response answer = matter.answer(attempt);
      if (record != null) {
        record.done();
      }
      return answer;
    } catch (IOException | RuntimeException | Error e) {
      // An error, too: what has been made by then must not be missing in the records.
      return refused(matter, record, e);
    }
  }

  /** Why there is no body. */
  private static RuntimeException unread(Matter matter, @Nullable Throwable failure, int most) {
    Throwable cause = Causes.ofNullable(failure);
    if (cause instanceof AwsException || cause instanceof RejectedExecutionException) {
      return (RuntimeException) cause;
    }
    if (cause != null && BodyCollector.isTooLarge(cause)) {
      return most < matter.largestBody()
          ? AwsException.badRequest(
              "A request body of more than %d bytes needs its hash in x-amz-content-sha256, signed"
                  .formatted(most))
          : new CompletionException(cause);
    }
    // What breaks off is the client's doing, and nobody reads this answer.
    return AwsException.badRequest("Bad Request");
  }

  private static Response refused(Matter matter, @Nullable AuditRecord record, Throwable failure) {
    AwsException refusal = matter.refusal(failure);
    if (record != null) {
      record.refused(refusal.kind().wireName(), refusal.text());
    }
    return matter.refused(refusal);
  }
}
