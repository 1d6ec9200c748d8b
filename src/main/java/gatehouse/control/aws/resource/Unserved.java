package gatehouse.control.aws.resource;

import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;

/** Answers operations that HTTP APIs, or Gatehouse, have no use for. */
public final class Unserved {

  private Unserved() {}

  /** Refuses what AWS refuses for HTTP APIs, too. */
  public static Handler ofHttpApis(String noun) {
    return call -> {
      call.api();
      throw AwsException.badRequest(
          "%s are currently not supported for this API protocol type.".formatted(noun));
    };
  }

  /** The empty list of what no HTTP API has. */
  public static Handler none(String member) {
    return call -> {
      if (call.labels().containsKey("domainName")) {
        Domains.require(call.files(), call.label("domainName"));
      } else {
        call.api();
      }
      var answer = JsonTree.object();
      answer.putArray(member);
      return Reply.of(answer);
    };
  }

  /** There is no resource of this kind. */
  public static Handler unknown(String noun, String label) {
    return call -> {
      throw AwsException.notFound(
          "Invalid %s identifier specified %s".formatted(noun, call.label(label)));
    };
  }

  /** Refuses what Gatehouse does not have. */
  public static Handler never(String message) {
    return call -> {
      throw AwsException.badRequest(message);
    };
  }
}
