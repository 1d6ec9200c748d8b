package gatehouse.servlet;

import gatehouse.control.Management;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.cloudformation.StackManagement;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.pipeline.Gateway;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange needs of the deployment that it belongs to.
 *
 * @param gateway answers requests
 * @param exchanges counts those that the end of the deployment has to wait for
 * @param management answers requests for the management address; null when there is none
 * @param aws answers those for AWS's management API below it; null when there is none
 * @param stacks answers those for stacks below it; null when there is none
 */
record Deployment(
    Gateway gateway,
    ExchangeCount exchanges,
    @Nullable Management management,
    @Nullable AwsManagement aws,
    @Nullable StackManagement stacks) {

  /** A deployment without a management address. */
  Deployment(Gateway gateway, ExchangeCount exchanges) {
    this(gateway, exchanges, null, null, null);
  }

  /**
   * The response to what could not even be read as a request.
   *
   * @param path as it was sent
   */
  Response refuse(String path, Refusal refusal) {
    return aws != null && AwsManagement.isMeant(path)
        ? AwsManagement.unreadable()
        : gateway.refuse(refusal);
  }

  /** Answers a request: management first, so that no API can hide it. */
  CompletionStage<Response> answer(Request request) {
    CompletionStage<Response> own = aws == null ? null : aws.handle(request);
    if (own == null && stacks != null) {
      own = stacks.handle(request);
    }
    if (own == null && management != null) {
      own = management.handle(request);
    }
    return own == null ? gateway.handle(request) : own;
  }
}
