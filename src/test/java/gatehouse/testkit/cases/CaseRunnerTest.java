package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.SignatureCheck;
import gatehouse.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class CaseRunnerTest {

  private static final String RELAYED =
      """
      {"configuration": {"to": "@upstream@"},
       "standing": {"/keys": {"body": {"keys": []}}},
       "exchanges": [
         {"request": {"method": "POST", "target": "/a?b", "headers": {"X-A": ["1", "2"]},
                      "body": {"a": 1}},
          "upstream": {
            "sees": {"line": "POST /a?b HTTP/1.1", "headers": {"x-a": ["1", "~[0-9]~"]},
                     "absent": ["x-b"], "body": {"a": 1}},
            "answers": {"status": 201, "reason": "Made",
                        "headers": [["Content-Type", "text/html;charset=utf-8"]], "body": "hi"}},
          "client": {"status": 201, "absent": ["x-c"], "body": "~h.~",
                     "headers": {"content-type": "text/html; charset=utf-8"}}},
         {"request": {"target": "/keys"},
          "client": {"status": 200, "body": {"keys": []}}},
         {"request": {"method": "HEAD", "target": "/"},
          "upstream": {"answers": {"bodySize": 5}},
          "client": {"status": 200, "headers": {"content-length": "5"}, "bodySize": 0}},
         {"request": {"target": "/", "headers": {"Transfer-Encoding": "chunked"}, "bodySize": 9},
          "upstream": [{"sees": {"bodySize": 9},
                        "answers": {"headers": {"Transfer-Encoding": "chunked"}, "body": "x"}}],
          "client": {"status": 200, "body": "x"}},
         {"request": {"target": "/"},
          "upstream": {"answers": {"raw": "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nhi"}},
          "client": {"status": 200, "body": "hi", "complete": false}}
       ]}
      """;

  @TempDir private Path directory;

  @Test
  void a_case_that_holds_passes() throws Throwable {
    run(RELAYED);
  }

  @Test
  void a_request_can_be_signed() throws Throwable {
    run(
        """
        {"configuration": {"to": "@upstream@"},
         "exchanges": [
           {"request": {"target": "/", "signed": {"accessKeyId": "AKID", "secretAccessKey": "x"}},
            "upstream": {"sees": {"headers": {"authorization": "~AWS4-HMAC-SHA256 .*AKID/.*~"}},
                         "answers": {"body": "x"}},
            "client": {"status": 200, "body": "x"}}]}
        """);
  }

  @Test
  void a_signature_of_the_gateway_must_be_good_for_region_and_service() throws Throwable {
    String signed =
        """
        {"configuration": {"to": "@upstream@"},
         "exchanges": [
           {"request": {"target": "/", "signed": {"accessKeyId": "%s", "secretAccessKey": "%s"}},
            "upstream": {"sees": {"signed": "us-east-1/execute-api"}},
            "client": {"status": 500}}]}
        """
            .formatted(SignatureCheck.KEY_ID, SignatureCheck.SECRET);
    run(signed);
    for (String wrong :
        List.of(
            signed.replace("us-east-1/execute-api", "us-east-1/sqs"),
            signed.replace("us-east-1/execute-api", "eu-west-1/execute-api"),
            signed.replace(SignatureCheck.SECRET, "other"),
            signed.replace(
                "\"target\": \"/\", \"signed\": {",
                "\"target\": \"/\", \"signed\": {\"target\": \"/x\", "),
            signed.replaceFirst(", \"signed\": \\{[^}]*}", ""))) {
      AssertionError failure = assertThrows(AssertionError.class, () -> run(wrong));
      assertTrue(failure.getMessage().contains("faults of the signature"), failure::toString);
    }
  }

  @Test
  void host_and_port_of_the_upstream_may_stand_by_themselves() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("case.json"),
            """
            {"configuration": {"c.json": {"Host": "@upstream-host@", "Port": "@upstream-port@"}},
             "exchanges": [{"request": {"target": "/"}, "client": {"status": 200}}]}
            """);

    assertEquals(
        "{\"Host\":\"127.0.0.1\",\"Port\":81}",
        Case.read(file, "http://127.0.0.1:81").configuration().get("c.json").toString());
  }

  @Test
  void a_case_signs_the_tokens_that_it_names() throws Exception {
    String text =
        """
        {"tokens": {"alice": {"claims": {"iss": "@upstream@/i", "exp": "@now+60@"}}},
         "configuration": {"keys": "@keys@"},
         "exchanges": [{"request": {"target": "/", "headers": {"A": "Bearer @token:alice@"}},
                        "client": {"status": 200}}]}
        """;
    Path file = Files.writeString(directory.resolve("case.json"), text);

    Case read = Case.read(file, "http://127.0.0.1:81");
    assertEquals(TestTokens.KEYS, read.configuration().get("keys").textValue());
    String token = read.exchanges().get(0).request().headers().fields().get(0).value().substring(7);
    String claims =
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    long expiry = Long.parseLong(claims.replaceFirst(".*\"exp\":(\\d+)}", "$1"));
    assertTrue(claims.startsWith("{\"iss\":\"http://127.0.0.1:81/i\","));
    assertTrue(expiry > now && expiry <= now + 60);
    Files.writeString(file, text.replace("@token:alice@", "@token:bob@"));
    assertThrows(IllegalArgumentException.class, () -> Case.read(file, "http://127.0.0.1:81"));
  }

  @Test
  void each_difference_fails_its_case() {
    fails("\"status\": 201, \"absent\"", "\"status\": 200, \"absent\"", "status");
    fails("\"x-a\": [\"1\", \"~[0-9]~\"]", "\"x-a\": [\"1\"]", "header x-a");
    fails("\"absent\": [\"x-b\"]", "\"absent\": [\"X-A\"]", "header X-A");
    fails("POST /a?b HTTP", "POST /a HTTP", "request line");
    fails("\"absent\": [\"x-b\"], \"body\": {\"a\": 1}", "\"body\": {\"a\": 2}", "body/a");
    fails("~h.~", "~h~", "body");
    fails("text/html; charset=utf-8", "text/html", "header content-type");
    fails("{\"sees\": {\"bodySize\": 9}", "{\"sees\": {\"bodySize\": 8}", "size of the body");
    fails("\"/keys\": {\"body\"", "\"/other\": {\"body\"", "exchange 2");
    fails("\"complete\": false", "\"complete\": true", "completeness");
  }

  @Test
  void a_case_with_lines_of_the_access_log_has_them_and_no_others() throws Throwable {
    String logged =
        """
        {"configuration": {"to": "@upstream@"},
         "exchanges": [
           {"request": {"target": "/a"}, "upstream": {"answers": {}},
            "client": {"status": 200}, "log": "GET /a"},
           {"request": {"target": "/b"}, "upstream": {"answers": {}},
            "client": {"status": 200}, "log": ["~GET /[bc]~"]}
         ]}
        """;
    run(logged);
    for (String other : List.of("\"GET /b\"", "[]", "[\"GET /a\", \"GET /a\"]")) {
      String wrong = logged.replace("\"GET /a\"", other);
      AssertionError failure = assertThrows(AssertionError.class, () -> run(wrong));
      assertTrue(failure.getMessage().contains("of the access log"), failure::toString);
    }
    String partly = logged.replace(", \"log\": [\"~GET /[bc]~\"]", "");
    assertThrows(AssertionError.class, () -> run(partly));
  }

  @Test
  void what_holds_eventually_is_asked_for_again() throws Throwable {
    String asked =
        """
        {"settings": {"path": "/#"}, "configuration": {"to": "@upstream@"},
         "standing": {"/1": {"status": 500}, "/2": {"status": 500}, "/3": {}},
         "exchanges": [{"request": {"target": "/"}, "eventually": true,
                        "client": {"status": 200}}]}
        """;
    run(asked);
    assertThrows(AssertionError.class, () -> run(asked.replace(", \"eventually\": true", "")));
  }

  @Test
  void the_upstream_must_be_called_as_often_as_the_case_says() {
    String once = "{\"answers\": {\"bodySize\": 5}}";
    fails(once, "[" + once + ", " + once + "]", "number of calls");
    fails("\"upstream\": " + once + ",", "", "exchange 3");
  }

  @Test
  void a_case_runs_with_its_settings_and_the_next_without_them() throws Throwable {
    String twice =
        """
        {"settings": {"path": "/set"}, "configuration": {"to": "@upstream@"},
         "exchanges": [{"request": {"target": "/"},
                        "upstream": {"sees": {"line": "GET /set HTTP/1.1"}},
                        "client": {"status": 500}}]}
        """;
    run(twice);
    run(twice.replace("\"settings\": {\"path\": \"/set\"},", "").replace("/set", "/"));
  }

  @Test
  void a_case_file_with_an_unknown_property_fails() {
    fails("\"target\": \"/keys\"", "\"target\": \"/keys\", \"taget\": 1", "taget");
  }

  @Test
  void a_case_for_other_hosts_is_skipped_with_its_reason() {
    String other = RELAYED.replaceFirst("\\{", "{\"hosts\": [\"jetty\"], \"why\": \"because\", ");
    TestAbortedException skipped = assertThrows(TestAbortedException.class, () -> run(other));
    assertEquals("not in relay: because", skipped.getMessage());
  }

  private void fails(String part, String replacement, String message) {
    assertTrue(RELAYED.contains(part), part);
    Throwable failure =
        assertThrows(Throwable.class, () -> run(RELAYED.replace(part, replacement)));
    assertTrue(String.valueOf(failure.getMessage()).contains(message), failure::toString);
  }

  private void run(String json) throws Throwable {
    Path topic = Files.createDirectories(directory.resolve("topic"));
    Files.writeString(topic.resolve("sentence.json"), json);
    try (Stream<DynamicTest> tests = CaseRunner.tests(new Relay(), directory)) {
      List<DynamicTest> all = tests.toList();
      assertEquals("topic/sentence", all.get(0).getDisplayName());
      all.get(0).getExecutable().execute();
    }
  }

  /** A gateway of one line: sends every request to the upstream that its file "to" names. */
  private static final class Relay implements Host {

    private final List<String> sent = new ArrayList<>();
    private int port;
    private String path;

    @Override
    public String name() {
      return "relay";
    }

    @Override
    public void configure(Map<String, String> files) {
      port = URI.create(files.getOrDefault("to", "")).getPort();
    }

    @Override
    public void set(Map<String, String> settings) {
      path = settings.get("path");
    }

    @Override
    public Answer send(Sent request) {
      sent.add(request.method() + " " + request.target());
      String number = Integer.toString(sent.size());
      String target = path == null ? request.target() : path.replace("#", number);
      return WireHost.exchange(
          port, new Sent(request.method(), target, request.headers(), request.body()));
    }

    @Override
    public List<String> logged(int count) {
      List<String> lines = List.copyOf(sent);
      sent.clear();
      return lines;
    }

    @Override
    public void close() {}
  }
}
