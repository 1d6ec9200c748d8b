package gatehouse.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The upstream of a case: gives the answers that an exchange lists, in their order. */
final class StandIn {

  private final RawUpstream upstream;
  private final Map<String, Case.Answering> standing;
  private final List<RecordedRequest> called = new ArrayList<>();
  private List<Case.Call> calls = List.of();

  StandIn(RawUpstream upstream, @Nullable Map<String, Case.Answering> standing) {
    this.upstream = upstream;
    this.standing = standing == null ? Map.of() : standing;
    upstream.answer(this::answer);
  }

  synchronized void expect(List<Case.Call> expected) {
    upstream.forget();
    called.clear();
    calls = expected;
  }

  private synchronized Script answer(RecordedRequest request) {
    Case.Answering always = standing.get(request.target().split("\\?", 2)[0]);
    if (always != null) {
      return script(always, request);
    }
    called.add(request);
    Case.Answering answer =
        called.size() <= calls.size() ? calls.get(called.size() - 1).answers() : null;
    return answer == null
        ? Answers.of("500 Not Expected", "no answer is foreseen for this call")
        : script(answer, request);
  }

  synchronized void verify(String where) {
    new Comparison(where, called.toString())
        .equal("number of calls of the upstream", calls.size(), called.size());
    for (int i = 0; i < calls.size(); i++) {
      Case.Seen sees = calls.get(i).sees();
      if (sees != null) {
        verify(where + ", call " + (i + 1) + " of the upstream", sees, called.get(i));
      }
    }
  }

  private static void verify(String where, Case.Seen sees, RecordedRequest request) {
    Comparison comparison = new Comparison(where, request.head().toString());
    if (sees.line() != null) {
      comparison.text("request line", sees.line(), request.line());
    }
    comparison.headers(sees.headers(), sees.absent(), request.head().fields());
    if (sees.signed() != null) {
      comparison.equal("completeness of the body", true, request.awaitBody());
      String[] scope = sees.signed().split("/", 2);
      SignatureCheck check = new SignatureCheck(scope[0], scope[1], SignatureCheck.SECRET);
      comparison.equal("faults of the signature", List.of(), check.faults(request));
    }
    if (sees.body() != null || sees.bodySize() != null) {
      comparison.equal("completeness of the body", true, request.awaitBody());
      comparison.body(sees.body(), sees.bodySize(), request.body());
    }
  }

  private static Script script(Case.Answering answer, RecordedRequest request) {
    if (answer.stall()) {
      return Script.start().stall();
    }
    if (answer.raw() != null) {
      return Script.start().readBody().send(answer.raw()).close();
    }
    int status = answer.status() == null ? 200 : answer.status();
    String reason = answer.reason() == null ? "Status" : answer.reason();
    HeaderList headers = answer.headers() == null ? HeaderList.NONE : answer.headers();
    byte[] body = bytes(answer.body(), answer.bodySize());
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
    for (Field field : headers.fields()) {
      head.append(field.name() + ": " + field.value() + "\r\n");
    }
    boolean chunked = headers.has("transfer-encoding");
    boolean bodiless = status == 204 || status == 304 || request.method().equals("HEAD");
    if (!chunked && !headers.has("content-length") && status != 204 && status != 304) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    Script script = Script.start().readBody().send(head + "\r\n");
    if (bodiless) {
      return script;
    }
    return chunked
        ? script.chunk(new String(body, StandardCharsets.UTF_8)).lastChunk()
        : script.send(body);
  }

  /** A body as a case file writes it. */
  static byte[] bytes(@Nullable JsonNode body, @Nullable Integer size) {
    if (size != null) {
      return "a".repeat(size).getBytes(StandardCharsets.UTF_8);
    }
    if (body == null) {
      return new byte[0];
    }
    String text = body.isTextual() ? body.textValue() : body.toString();
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
