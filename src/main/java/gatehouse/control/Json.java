package gatehouse.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.json.JsonWriter;

/** Answers in JSON. Stateless. */
final class Json {

  private Json() {}

  /** An object to fill. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An answer with this object. */
  static Response answer(int status, ObjectNode object) {
    return answer(status, "application/json", JsonWriter.bytes(object));
  }

  /** An answer with a text; nobody keeps it or takes it for something else. */
  static Response answer(int status, String contentType, byte[] text) {
    return new Response(
        status,
        Headers.of(
            "Content-Type",
            contentType,
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff"),
        Body.of(text));
  }

  /** An answer that tells what is wrong. */
  static Response error(int status, String message) {
    return answer(status, object().put("message", message));
  }

  /** The same answer with one more field. */
  static Response with(Response answer, String name, String value) {
    Headers.Builder headers = new Headers.Builder(answer.headers().size() + 1);
    answer.headers().forEach(headers::add);
    headers.add(name, value);
    return new Response(answer.status(), headers.build(), answer.body());
  }
}
