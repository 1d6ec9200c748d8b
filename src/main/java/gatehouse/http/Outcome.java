package gatehouse.http;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request: notes that the steps make while it is under way, for the access log
 * and the metrics to read when it is over. Each step writes before it hands the request on, so one
 * thread at a time uses it, and no lock is needed.
 *
 * <p>AWS: the variables of "Logging variables for HTTP APIs" that are not known before the end.
 */
public final class Outcome {

  /** Says that there is no such number. */
  public static final long NONE = -1;

  private Caller caller = Caller.ANONYMOUS;
  private @Nullable String errorMessage;
  private @Nullable String errorType;
  private @Nullable String authorizerError;
  private @Nullable String integrationError;
  private @Nullable String endpointRequestId;
  private @Nullable String endpointRequestId2;
  private boolean shed;
  private boolean integrationCalled;
  private boolean invoked;
  private int integrationStatus;
  private int functionStatus;
  private long integrationNanos = NONE;
  private int integrationRetries;
  private int status;
  private long responseBytes;
  private long requestBytes;
  private long nanos = NONE;

  /**
   * The gateway itself answers.
   *
   * @param message as the client gets it
   * @param type a gateway response type such as {@code DEFAULT_4XX}
   */
  public void refused(String message, String type) {
    errorMessage = message;
    errorType = type;
  }

  /** It is known who calls. */
  public void authorized(Caller known) {
    caller = known;
  }

  /** Why an authorizer let nobody through. */
  public void authorizerFailed(String error) {
    authorizerError = error;
  }

  /** The integration is being called: whoever answers by asking somebody notes that. */
  public void integrationCalled() {
    integrationCalled = true;
  }

  /**
   * The call of the integration is over, well or not.
   *
   * @param newNanos from the call to the complete head or the failure, in nanoseconds
   */
  public void integrationEnded(long newNanos) {
    integrationNanos = newNanos;
  }

  /** The call of the integration is made once more, because nobody was reached. */
  public void integrationRetried() {
    integrationRetries++;
  }

  /**
   * The integration has answered.
   *
   * @param answer as it came
   */
  public void integrationAnswered(Response answer) {
    if (invoked) {
      return;
    }
    integrationStatus = answer.status();
    Headers headers = answer.headers();
    String id = headers.first("x-amzn-requestid");
    endpointRequestId = id == null ? headers.first("x-amz-request-id") : id;
    endpointRequestId2 = headers.first("x-amz-id-2");
  }

  /**
   * Lambda has answered, whatever the function itself said; its answer's fields tell nothing of
   * Lambda.
   *
   * @param newStatus of the invocation
   * @param requestId Lambda's; null when it has told none
   */
  public void invocationAnswered(int newStatus, @Nullable String requestId) {
    invoked = true;
    integrationStatus = newStatus;
    endpointRequestId = requestId;
  }

  /** The status that a Lambda function's own answer names; the invocation's is another one. */
  public void functionAnswered(int newStatus) {
    functionStatus = newStatus;
  }

  /**
   * The integration has not answered.
   *
   * @param error for the log, never for the client
   */
  public void integrationFailed(String error) {
    integrationError = error;
  }

  /** The integration is not asked, because too many requests are under way. */
  public void shed() {
    shed = true;
  }

  /** The head of the client's answer is decided. */
  public void answered(int newStatus) {
    status = newStatus;
  }

  /**
   * The exchange is over.
   *
   * @param sent bytes of the answer's body that were handed to the client
   * @param received bytes of the request's body that were read
   * @param newNanos since the request came
   */
  public void ended(long sent, long received, long newNanos) {
    responseBytes = sent;
    requestBytes = received;
    nanos = newNanos;
  }

  /** Who calls, as far as it has been found out. */
  public Caller caller() {
    return caller;
  }

  /** The message of an answer of the gateway itself; null when there is none. */
  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** The gateway response type; null when the gateway itself did not answer. */
  public @Nullable String errorType() {
    return errorType;
  }

  /** Why an authorizer let nobody through; null when it did. */
  public @Nullable String authorizerError() {
    return authorizerError;
  }

  /** Why the integration did not answer; null when it did. */
  public @Nullable String integrationError() {
    return integrationError;
  }

  /** {@code x-amzn-requestid} or {@code x-amz-request-id} of the integration. */
  public @Nullable String endpointRequestId() {
    return endpointRequestId;
  }

  /** {@code x-amz-id-2} of the integration. */
  public @Nullable String endpointRequestId2() {
    return endpointRequestId2;
  }

  /** What the integration answered, for Lambda the invocation; 0 when it did not. */
  public int integrationStatus() {
    return integrationStatus;
  }

  /** What the integration answered, for Lambda the function; 0 when it did not. */
  public int functionStatus() {
    return functionStatus == 0 ? integrationStatus : functionStatus;
  }

  /** From the call to the head of its answer or its failure, or {@link #NONE}. */
  public long integrationNanos() {
    return integrationNanos;
  }

  /** Whether anybody was called. */
  public boolean isIntegrationCalled() {
    return integrationCalled;
  }

  /** Whether the integration was not asked, because too many requests were under way. */
  public boolean isShed() {
    return shed;
  }

  /** How often the call of the integration was made once more. */
  public int integrationRetries() {
    return integrationRetries;
  }

  /** The status of the client's answer; 0 as long as it is undecided. */
  public int status() {
    return status;
  }

  /** Bytes of the answer's body that were handed to the client. */
  public long responseBytes() {
    return responseBytes;
  }

  /** Bytes of the request's body that were read. */
  public long requestBytes() {
    return requestBytes;
  }

  /** From the request to the end of its answer, or {@link #NONE} while it is under way. */
  public long nanos() {
    return nanos;
  }
}
