package gatehouse.control.aws;

import gatehouse.control.audit.Actor;
import gatehouse.http.Request;

/** Who may manage the gateway. For any number of threads; never blocks. */
public interface Admission {

  /**
   * Looks at where a request comes from, before anything of its body is read.
   *
   * @return how it is listened to
   * @throws gatehouse.control.aws.wire.AwsException when it may not come from there
   */
  Welcome connected(Request request);

  /**
   * How a request is listened to.
   *
   * @param isKnown whether it is sure already that somebody has sent it who may ask
   * @param largestBody the most bytes that its body may have, whatever is asked
   */
  record Welcome(boolean isKnown, int largestBody) {

    /** For those who are known. */
    static final Welcome KNOWN = new Welcome(true, Integer.MAX_VALUE);

    /** For those whose word for it comes with the body: a mebibyte, enough for any resource. */
    static final Welcome UNKNOWN = new Welcome(false, 1 << 20);
  }

  /**
   * Says who asks.
   *
   * @param body of the request, all of it
   * @throws gatehouse.control.aws.wire.AwsException when nobody is known to ask
   */
  Actor identify(Request request, byte[] body);

  /**
   * Checks that somebody may do what he asks for. One request may ask for several things.
   *
   * @param actor whom {@link #identify} has told
   * @throws gatehouse.control.aws.wire.AwsException when he may not
   */
  void permit(Actor actor, Asked asked);

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
