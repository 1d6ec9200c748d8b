package gatehouse.control.aws;

import gatehouse.control.Access;
import gatehouse.control.audit.Actor;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.http.Request;

/**
 * Lets everybody on this machine do everything, for development: requests that no proxy and no
 * browser has made, signed in whatever way or not at all.
 */
public final class LoopbackAdmission implements Admission {

  @Override
  public Welcome connected(Request request) {
    String reason = Access.notLocal(request);
    if (reason != null) {
      throw AwsException.of(AwsException.Kind.ACCESS_DENIED, "Forbidden: " + reason);
    }
    return Welcome.KNOWN;
  }

  @Override
  public Actor identify(Request request, byte[] body) {
    return Actor.LOOPBACK;
  }

  @Override
  public void permit(Actor actor, Asked asked) {}
}
