package gatehouse.control.aws;

import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import java.util.UUID;

/** Makes the answers that clients of AWS read: each has an id, and each refusal its name. */
final class AwsAnswers {

  private AwsAnswers() {}

  /** An id for an answer. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** What an operation answers. */
  static Response of(int status, Reply reply, String id) {
    byte[] body = reply.body();
    Headers.Builder headers = headers(id);
    if (body != null) {
      headers.add("Content-Type", reply.contentType());
    }
    return new Response(status, headers.build(), body == null ? Body.EMPTY : Body.of(body));
  }

  /** What is refused. */
  static Response refusal(AwsException refusal, String id) {
    Headers.Builder headers = headers(id);
    headers.add("Content-Type", "application/json");
    headers.add("x-amzn-ErrorType", refusal.kind().wireName());
    return new Response(
        refusal.kind().status(),
        headers.build(),
        Body.of(JsonTree.bytes(JsonTree.object().put("message", refusal.text()))));
  }

  private static Headers.Builder headers(String id) {
    Headers.Builder headers = new Headers.Builder(6);
    headers.add("x-amzn-RequestId", id);
    headers.add("Cache-Control", "no-store");
    headers.add("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
