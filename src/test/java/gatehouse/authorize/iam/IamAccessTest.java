package gatehouse.authorize.iam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RouteMatch;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.Field;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.SigV4.Form;
import gatehouse.testkit.WholeBody;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side is AWS's own SDK; the time is that of {@link Exchanges#RECEIVED}. */
class IamAccessTest {

  private static final byte[] NOTHING = {};
  private static final AccessKeys KEYS = keys();
  private static final IamAccess ACCESS = new IamAccess(() -> KEYS, "us-east-1", Long.MAX_VALUE);
  private static final Instant NOW = Exchanges.RECEIVED;
  private static final SigV4 ALICE = alice(NOW);
  private static final SigV4 BOB =
      new SigV4(
          "ASIABOB0000000000001",
          "bobs/secret+key/that/only/tests/know/000",
          "bobs-session-token/+=",
          "us-east-1",
          Clock.fixed(NOW, ZoneOffset.UTC));

  /** A request as it arrives. */
  private record Wire(String method, String target, List<Field> headers, byte[] body) {

    static Wire get(SigV4 signer, String target, Form form) {
      return of(signer, "GET", target, List.of(), NOTHING, form);
    }

    static Wire of(
        SigV4 signer, String method, String target, List<Field> more, byte[] body, Form form) {
      List<Field> headers = new ArrayList<>(more);
      headers.add(new Field("Host", "api.example.com"));
      SigV4.Signed signed = signer.sign(method, target, headers, body, form);
      return new Wire(method, signed.target(), signed.headers(), body);
    }

    Wire method(String other) {
      return new Wire(other, target, headers, body);
    }

    Wire target(String other) {
      return new Wire(method, other, headers, body);
    }

    Wire body(byte[] other) {
      return new Wire(method, target, headers, other);
    }

    Wire with(String name, String value) {
      List<Field> fields = new ArrayList<>(headers);
      fields.add(new Field(name, value));
      return new Wire(method, target, fields, body);
    }

    Wire without(String name) {
      List<Field> fields = new ArrayList<>(headers);
      fields.removeIf(field -> field.name().equalsIgnoreCase(name));
      return new Wire(method, target, fields, body);
    }

    String field(String name) {
      return headers.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow()
          .value();
    }

    Wire replace(String name, String part, String other) {
      String value = field(name);
      String changed = value.replaceFirst(part, other);
      if (changed.equals(value)) {
        throw new IllegalArgumentException("nothing of " + name + " changes");
      }
      return without(name).with(name, changed);
    }

    Exchange exchange() {
      int mark = target.indexOf('?');
      Headers.Builder fields = new Headers.Builder(8);
      // A character for each byte, as containers have it.
      headers.forEach(
          field -> fields.add(field.name(), new String(field.value().getBytes(UTF_8), ISO_8859_1)));
      Request request =
          Exchanges.request(
              method,
              mark < 0 ? target : target.substring(0, mark),
              mark < 0 ? null : target.substring(mark + 1),
              fields.build(),
              Body.of(body));
      ApiStage stage = new ApiStage("000000000000", "a1b2c3", "v0", Map.of());
      return Exchanges.of(request, new RouteMatch(stage, null, request.path(), null));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void who_signs_is_known_afterwards(Form form) {
    Exchange exchange = Wire.get(ALICE, "/v0/pets?a=1", form).exchange();

    Caller caller = ACCESS.check(exchange).toCompletableFuture().join();

    Caller.Signer signer = assertInstanceOf(Caller.Signer.class, caller);
    assertEquals("AKIAALICE00000000001", signer.accessKey());
    assertEquals("arn:aws:iam::123456789012:user/alice", signer.userArn());
    assertEquals("123456789012", signer.accountId());
    assertEquals("o-a1b2c3d4e5", signer.principalOrgId());
    assertEquals(signer, exchange.caller());
  }

  @Test
  void a_body_that_is_signed_is_in_memory_afterwards() throws Exception {
    byte[] body = "{\"name\":\"Rex\"}".getBytes(UTF_8);

    Exchange admitted =
        ACCESS
            .admit(Wire.of(ALICE, "POST", "/v0/pets", List.of(), body, Form.HEADER).exchange())
            .toCompletableFuture()
            .join();

    assertEquals(body.length, admitted.request().body().length());
    assertArrayEquals(body, WholeBody.of(admitted.request().body()).bytes());
  }

  @Test
  void what_the_sdk_signs_is_accepted_and_nothing_else() {
    Random random = new Random(20200312);
    for (int i = 0; i < 400; i++) {
      Form form = Form.values()[random.nextInt(3)];
      SigV4 signer = random.nextInt(4) == 0 ? BOB : ALICE;
      String method = signer.equals(BOB) ? "GET" : List.of("GET", "POST", "PUT").get(i % 3);
      List<Field> more =
          List.of(
              new Field("X-Odd", text(random)),
              new Field("X-Amz-Meta", "a  b"),
              new Field("X-Twice", "1"),
              new Field("X-Twice", " 2 "));
      byte[] body = text(random).getBytes(UTF_8);
      Wire wire = Wire.of(signer, method, target(random), more, body, form);
      String what = i + " " + form + " " + method + " " + wire.target();
      assertNull(denied(wire), what);

      assertNotNull(denied(wire.method("PATCH")), what);
      assertNotNull(denied(wire.target("/x" + wire.target())), what);
      String separator = wire.target().contains("?") ? "&" : "?";
      assertNotNull(denied(wire.target(wire.target() + separator + "new=1")), what);
      assertNotNull(denied(wire.without("X-Odd").with("X-Odd", "other")), what);
      assertNotNull(denied(wire.without("X-Twice").with("X-Twice", "1")), what);
      assertNotNull(denied(wire.without("X-Odd")), what);
      assertNotNull(denied(wire.with("X-Amz-More", "1")), what);
      assertNotNull(denied(wire.without("Host").with("Host", "other.example.com")), what);
      if (form != Form.UNSIGNED_PAYLOAD) {
        assertEquals(
            form == Form.PRESIGNED && wire.target().contains("UNSIGNED"),
            denied(wire.body("other".getBytes(UTF_8))) == null,
            what);
      }
      if (form == Form.PRESIGNED) {
        for (String change :
            List.of("X-Amz-Date=2020031", "X-Amz-Expires=6", "us-east-1", "X-Amz-Credential=A")) {
          String digit = change.endsWith("1") || change.endsWith("6") ? "0" : "B";
          assertNotNull(denied(wire.target(wire.target().replace(change, change + digit))), what);
        }
        String signature = wire.target().replaceAll(".*X-Amz-Signature=([0-9a-f]{64}).*", "$1");
        assertNotNull(
            denied(wire.target(wire.target().replace(signature, flipped(signature)))), what);
      } else {
        assertNotNull(denied(wire.replace("X-Amz-Date", "58Z", "59Z")), what);
        assertNotNull(denied(wire.replace("Authorization", "/20200312/", "/20200313/")), what);
        assertNotNull(denied(wire.replace("Authorization", "us-east-1", "us-east-2")), what);
        assertNotNull(denied(wire.replace("Authorization", "host;", "")), what);
        String signature = wire.field("Authorization").replaceAll(".*Signature=", "");
        assertNotNull(denied(wire.replace("Authorization", signature, flipped(signature))), what);
      }
    }
  }

  @Test
  void slashes_in_a_row_are_signed_as_one() {
    assertNull(denied(Wire.get(ALICE, "/v0//a///b", Form.HEADER)));
    assertNull(denied(Wire.get(ALICE, "/v0//a", Form.HEADER).target("/v0/a")));
  }

  @Test
  void a_plus_in_a_query_is_a_space_and_empty_parameters_do_not_count() {
    Wire wire = Wire.get(ALICE, "/v0?a=1%202&b=", Form.HEADER);

    assertNull(denied(wire.target("/v0?b&a=1+2")));
    assertNull(denied(wire.target("/v0?&a=1%202&&b=&")));
    assertNull(denied(wire.target("/v0?%61=%31%202&b=")));
    assertNotNull(denied(wire.target("/v0?a=1%2B2&b=")));
    assertNotNull(denied(wire.target("/v0?a=1%202")));
  }

  @Test
  void two_values_of_a_parameter_are_signed_both() {
    Wire wire = Wire.get(ALICE, "/v0?a=2&a=1&a-=0", Form.HEADER);

    assertNull(denied(wire));
    assertNotNull(denied(wire.target("/v0?a=2&a-=0")));
  }

  @Test
  void an_unsigned_body_goes_on_unread() {
    byte[] body = "anything".getBytes(UTF_8);
    Wire wire = Wire.of(ALICE, "POST", "/v0", List.of(), body, Form.UNSIGNED_PAYLOAD);
    Exchange exchange = wire.exchange();

    assertEquals(exchange, ACCESS.admit(exchange).toCompletableFuture().join());
  }

  @Test
  void a_body_beyond_the_limit_is_too_large() {
    byte[] body = new byte[(10 << 20) + 1];

    Refusal refusal = denied(Wire.of(ALICE, "POST", "/v0", List.of(), body, Form.HEADER));

    assertEquals(413, refusal.status());
  }

  @Test
  void a_stranger_is_refused_before_his_body_is_read() {
    byte[] body = new byte[(10 << 20) + 1];
    SigV4 stranger = new SigV4("AKIANOBODY0000000001", "x", null, "us-east-1", ALICE.clock());

    Refusal refusal = denied(Wire.of(stranger, "POST", "/v0", List.of(), body, Form.HEADER));

    assertEquals(403, refusal.status());
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
  void clocks_may_be_five_minutes_off(long seconds, boolean counts) {
    // The signature has whole seconds.
    Instant whole = Instant.ofEpochSecond(NOW.getEpochSecond()).plusSeconds(seconds);
    Wire wire = Wire.get(alice(whole), "/v0", Form.HEADER);

    Exchange exchange = wire.exchange();
    Exchange rounded =
        new Exchange(
            "id",
            Instant.ofEpochSecond(NOW.getEpochSecond()),
            exchange.request(),
            exchange.match(),
            exchange.outcome());
    assertEquals(counts, denied(rounded) == null);
  }

  @ParameterizedTest
  @CsvSource({"-601, false", "-599, true", "299, true", "301, false"})
  void a_presigned_url_counts_as_long_as_it_says(long seconds, boolean counts) {
    Wire wire = Wire.get(alice(NOW.plusSeconds(seconds)), "/v0?a=1", Form.PRESIGNED);

    assertEquals(counts, denied(wire) == null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "604801", "x", ""})
  void a_presigned_url_cannot_say_what_it_likes(String expires) {
    Wire wire = Wire.get(ALICE, "/v0", Form.PRESIGNED);

    Refusal refusal =
        denied(wire.target(wire.target().replace("Expires=600", "Expires=" + expires)));

    assertEquals("IncompleteSignatureException", refusal.headers().first("x-amzn-ErrorType"));
  }

  @Test
  void an_unknown_key_and_a_wrong_secret_are_the_same_for_the_client() {
    SigV4 unknown = new SigV4("AKIANOBODY0000000001", "x", null, "us-east-1", ALICE.clock());
    SigV4 wrong = new SigV4(ALICE.keyId(), "x", null, "us-east-1", ALICE.clock());
    SigV4 tokenless = new SigV4(BOB.keyId(), BOB.secret(), null, "us-east-1", ALICE.clock());
    SigV4 tokened = new SigV4(ALICE.keyId(), ALICE.secret(), "t", "us-east-1", ALICE.clock());

    for (SigV4 signer : List.of(unknown, wrong, tokenless, tokened)) {
      Refusal refusal = denied(Wire.get(signer, "/v0", Form.HEADER));
      assertEquals(403, refusal.status());
      assertEquals("Forbidden", refusal.message());
      assertEquals(Headers.of("x-amzn-ErrorType", "InvalidSignatureException"), refusal.headers());
    }
  }

  @Test
  void a_session_token_goes_with_its_key() {
    assertNull(denied(Wire.get(BOB, "/v0", Form.HEADER)));
    assertNull(denied(Wire.get(BOB, "/v0", Form.PRESIGNED)));
  }

  @Test
  void policies_decide_on_the_path_that_is_called() {
    assertEquals("AccessDeniedException", errorType(Wire.get(ALICE, "/secrets/a", Form.HEADER)));
    assertEquals(
        "AccessDeniedException", errorType(Wire.get(ALICE, "/s%65crets%2Fa", Form.HEADER)));
    assertEquals(
        "AccessDeniedException",
        errorType(Wire.of(BOB, "POST", "/v0", List.of(), NOTHING, Form.HEADER)));
  }

  @Test
  void an_unsigned_request_is_told_so() {
    Wire wire = new Wire("GET", "/v0", List.of(new Field("Host", "h")), NOTHING);

    assertEquals("MissingAuthenticationTokenException", errorType(wire));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 ",
        "AWS4-HMAC-SHA256 Credential=x",
        "AWS4-ECDSA-P256-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api, SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=x-amz-date;host, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=Host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=absent;host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "AWS4-HMAC-SHA256 Credential=a/20200312/us-east-1/execute-api/aws4_request, Credential=a/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000"
      })
  void what_cannot_be_read_is_incomplete(String authorization) {
    Wire wire =
        new Wire(
            "GET",
            "/v0",
            List.of(
                new Field("Host", "h"),
                new Field("X-Amz-Date", "20200312T190358Z"),
                new Field("Authorization", authorization)),
            NOTHING);

    assertEquals("IncompleteSignatureException", errorType(wire));
  }

  @Test
  void what_could_be_read_in_two_ways_is_incomplete() {
    Wire wire = Wire.get(ALICE, "/v0", Form.HEADER);
    Wire presigned = Wire.get(ALICE, "/v0", Form.PRESIGNED);

    for (Wire odd :
        List.of(
            wire.with("Authorization", wire.field("Authorization")),
            wire.with("X-Amz-Date", wire.field("X-Amz-Date")),
            wire.target(presigned.target()),
            presigned.target(presigned.target() + "&X-Amz-Expires=600"),
            presigned.target(presigned.target() + "&X-Amz-Signature=0"),
            wire.without("X-Amz-Content-Sha256").with("X-Amz-Content-Sha256", "STREAMING-X"),
            wire.without("X-Amz-Date").with("X-Amz-Date", "20200312T190358"),
            wire.without("X-Amz-Date").with("X-Amz-Date", "20200230T190358Z"))) {
      assertEquals("IncompleteSignatureException", errorType(odd), odd.toString());
    }
  }

  @Test
  void reasons_are_for_the_log() {
    Exchange exchange = Wire.get(ALICE, "/v0", Form.HEADER).method("PUT").exchange();

    assertNotNull(denied(exchange));

    assertEquals("the signature does not match", exchange.outcome().authorizerError());
  }

  @Test
  void a_body_beyond_the_operators_limit_is_413_and_not_read_any_further() {
    IamAccess limited = new IamAccess(() -> KEYS, "us-east-1", 1_000);
    AtomicInteger taken = new AtomicInteger();
    Exchange exchange = stranger("AKIAALICE00000000001", 1_000_000, 100, taken);

    Refusal refusal = denied(limited, exchange);

    assertEquals(413, refusal.status());
    assertEquals(1_100, taken.get());
  }

  @Test
  void the_body_of_who_has_no_key_is_read_and_not_kept() {
    AtomicInteger taken = new AtomicInteger();
    Exchange exchange = stranger("AKIANOBODY0000000001", 9 << 20, 8_192, taken);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    denied(stranger("AKIANOBODY0000000001", 8_192, 8_192, new AtomicInteger()));
    long before = thread.getCurrentThreadAllocatedBytes();

    Refusal refusal = denied(exchange);

    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertEquals(403, refusal.status());
    assertEquals("there is no such access key", exchange.outcome().authorizerError());
    assertEquals(9 << 20, taken.get());
    assertTrue(allocated < 2 << 20, () -> "allocated " + allocated);
  }

  /** Somebody whose body's hash stands nowhere, and whose signature is wrong. */
  private static Exchange stranger(String keyId, int length, int piece, AtomicInteger taken) {
    ByteBuffer buffer = ByteBuffer.allocate(piece);
    Body body =
        Body.streaming(
            Body.UNKNOWN_LENGTH,
            subscriber ->
                subscriber.onSubscribe(
                    new Flow.Subscription() {
                      private boolean running;
                      private boolean over;
                      private long wanted;

                      @Override
                      public void request(long n) {
                        wanted += n;
                        if (running) {
                          return;
                        }
                        running = true;
                        while (wanted > 0 && !over) {
                          wanted--;
                          if (taken.get() >= length) {
                            over = true;
                            subscriber.onComplete();
                          } else {
                            taken.addAndGet(piece);
                            subscriber.onNext(buffer.clear());
                          }
                        }
                        running = false;
                      }

                      @Override
                      public void cancel() {
                        over = true;
                      }
                    }));
    Headers headers =
        Headers.of(
            "Host",
            "api.example.com",
            "X-Amz-Date",
            "20200312T190358Z",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential="
                + keyId
                + "/20200312/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date,"
                + " Signature="
                + "0".repeat(64));
    return Exchanges.of(Exchanges.request("POST", "/pets", null, headers, body));
  }

  private static Refusal denied(Wire wire) {
    return denied(wire.exchange());
  }

  private static String errorType(Wire wire) {
    return denied(wire).headers().first("x-amzn-ErrorType");
  }

  private static Refusal denied(Exchange exchange) {
    return denied(ACCESS, exchange);
  }

  private static Refusal denied(IamAccess access, Exchange exchange) {
    try {
      access.admit(exchange).toCompletableFuture().join();
      return null;
    } catch (CompletionException e) {
      return assertInstanceOf(Refusal.class, e.getCause());
    }
  }

  private static String flipped(String signature) {
    return signature.substring(0, 63) + (signature.endsWith("0") ? "1" : "0");
  }

  private static SigV4 alice(Instant time) {
    return new SigV4(
        "AKIAALICE00000000001",
        "alices/secret+key/that/only/tests/know/0",
        null,
        "us-east-1",
        Clock.fixed(time, ZoneOffset.UTC));
  }

  private static String target(Random random) {
    StringBuilder target = new StringBuilder("/v0");
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append('/').append(encoded(text(random)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&');
      target.append(encoded("p" + text(random)));
      if (random.nextBoolean()) {
        target.append('=').append(encoded(text(random)));
      }
    }
    return target.toString();
  }

  /** Some of what may stand plainly stands so. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%40", "@")
        .replace("%24", "$")
        .replace("%2C", ",");
  }

  private static String text(Random random) {
    String letters = "aZ09-_~!*'():@$,;=+&/%?# é€𝄞\"<>[]{}|^`";
    StringBuilder text = new StringBuilder("t");
    int[] points = letters.codePoints().toArray();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.append("z").toString();
  }

  private static AccessKeys keys() {
    try {
      return AccessKeysJson.read(
          Files.readAllBytes(Path.of("src/test/resources/iam/credentials.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
