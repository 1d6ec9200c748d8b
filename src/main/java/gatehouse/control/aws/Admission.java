package gatehouse.control.aws;

import gatehouse.http.Request;

/** Who may use the management API. For any number of threads. */
public interface Admission {

  /**
   * Looks at where a request comes from, before anything of it is read.
   *
   * @throws gatehouse.control.aws.wire.AwsException when it may not come from there
   */
  void connected(Request request);

  /**
   * Says who asks, when it is known what is asked.
   *
   * @return the caller, for the audit log
   * @throws gatehouse.control.aws.wire.AwsException when nobody is known to ask, or the caller may
   *     not do this
   */
  String admit(Asked asked);

  /**
   * A request as administrators' policies see it.
   *
   * @param request its body has been read
   * @param body what was in it
   * @param action {@code apigateway:POST} and its like
   * @param resource the ARN: {@code arn:aws:apigateway:REGION::/apis/ID}
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, and never compared.
  record Asked(Request request, byte[] body, String action, String resource) {}
}
