package gatehouse.servlet;

import gatehouse.control.Management;
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
 */
record Deployment(Gateway gateway, ExchangeCount exchanges, @Nullable Management management) {

  /** A deployment without a management address. */
  Deployment(Gateway gateway, ExchangeCount exchanges) {
    this(gateway, exchanges, null);
  }

  /** Answers a request: management first, so that no API can hide it. */
  CompletionStage<Response> answer(Request request) {
    CompletionStage<Response> own = management == null ? null : management.handle(request);
    return own == null ? gateway.handle(request) : own;
  }
}
