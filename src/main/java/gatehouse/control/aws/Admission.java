package gatehouse.control.aws;

import gatehouse.control.audit.Actor;
import gatehouse.http.Request;

/** Who may manage the gateway. For any number of threads; never blocks. */
public interface Admission {

  /**
   * Looks at where a request comes from, before anything of its body is read.
   *
   * @throws gatehouse.control.aws.wire.AwsException when it may not come from there
   */
  void connected(Request request);

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
   * Says who asks, and checks that he may do this.
   *
   * @throws gatehouse.control.aws.wire.AwsException when nobody is known to ask, or he may not
   */
  default Actor admit(Asked asked) {
    Actor actor = identify(asked.request(), asked.body());
    permit(actor, asked);
    return actor;
  }

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
