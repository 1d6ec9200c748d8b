package gatehouse.control.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.testkit.Field;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.SigV4.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Administrators sign; the other side is AWS's own SDK. */
class IamAdmissionTest {

  private static final String APIS = "/_gatehouse/aws/v2/apis";
  private static final String NEW_API = "{\"name\":\"x\",\"protocolType\":\"HTTP\"}";
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
  private static final String UNKNOWN = "The security token included in the request is invalid.";

  @TempDir private Path directory;

  private final MemoryAdmin admin = new MemoryAdmin();

  @BeforeEach
  void demand_keys() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("keys.json"),
            """
            [{"AccessKeyId":"AKIAADMIN00000000001","SecretAccessKey":"admins/secret/only/tests/know/it",
              "AccountId":"123456789012","UserArn":"arn:aws:iam::123456789012:user/admin","UserId":"AIDAADMIN",
              "Policies":[
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"apigateway:*","Resource":"arn:aws:apigateway:us-east-1::/*"}},
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"apigateway:DELETE","Resource":"arn:aws:apigateway:us-east-1::/apis/kept*"}}]},
             {"AccessKeyId":"AKIAREADER0000000001","SecretAccessKey":"readers/secret/only/tests/know/it",
              "AccountId":"123456789012","UserArn":"arn:aws:iam::123456789012:user/reader","UserId":"AIDAREADER",
              "Policy":{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"apigateway:GET","Resource":["arn:aws:apigateway:us-east-1::/apis","arn:aws:apigateway:us-east-1::/apis/*"]},
                {"Effect":"Allow","Action":"apigateway:POST","Resource":"arn:aws:apigateway:us-east-1::/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fkept"},
                {"Effect":"Allow","Action":"apigateway:POST","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}},
             {"AccessKeyId":"ASIASESSION000000001","SecretAccessKey":"sessions/secret/only/tests/know/it","SessionToken":"the-token",
              "AccountId":"123456789012","UserArn":"arn:aws:sts::123456789012:assumed-role/r/s","UserId":"AROA:s",
              "Policy":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}}]
            """);
    admin.demanding(new CredentialsFile(file).get());
    admin.file("apis/kept/api.json", "{'Name':'kept'}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"HEADER", "PRESIGNED"})
  void who_signs_and_may_does(Form form) {
    Response answer = call(administrator(), "POST", APIS, NEW_API, form);

    assertEquals(201, answer.status(), MemoryAdmin.text(answer));
    assertTrue(
        admin.audit.get(0).contains("\"arn\":\"arn:aws:iam::123456789012:user/admin\""),
        admin.audit.get(0));
    assertTrue(
        admin.audit.get(0).contains("\"accessKeyId\":\"AKIAADMIN00000000001\""),
        admin.audit.get(0));
    assertFalse(admin.audit.toString().contains("only/tests"));
  }

  @Test
  void a_session_has_its_token() {
    SigV4 session =
        signer("ASIASESSION000000001", "sessions/secret/only/tests/know/it", "the-token");
    SigV4 other = signer("ASIASESSION000000001", "sessions/secret/only/tests/know/it", "other");

    assertEquals(200, call(session, "GET", APIS, null, Form.HEADER).status());
    refused(call(other, "GET", APIS, null, Form.HEADER), "UnrecognizedClientException", UNKNOWN);
  }

  @Test
  void who_does_not_sign_is_told_as_AWS_does() {
    refused(
        admin.response("GET", APIS, null, "Host", "api.example.com"),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
    refused(
        admin.response(
            "GET", APIS, null, "Host", "api.example.com", "Authorization", "Bearer of-a-token"),
        "IncompleteSignatureException",
        "The request signature does not conform to AWS standards.");
  }

  @Test
  void a_wrong_secret_and_an_unknown_key_are_told_as_AWS_does() {
    refused(
        call(
            signer("AKIAADMIN00000000001", "another/secret", null), "GET", APIS, null, Form.HEADER),
        "InvalidSignatureException",
        MISMATCH);
    refused(
        call(signer("AKIANOBODY0000000001", "x", null), "GET", APIS, null, Form.HEADER),
        "UnrecognizedClientException",
        UNKNOWN);
  }

  @Test
  void clocks_must_agree() {
    SigV4 admins = administrator();
    admin.pass(Duration.ofMinutes(6));
    refused(
        call(admins, "GET", APIS, null, Form.HEADER),
        "InvalidSignatureException",
        "Signature expired: 20260102T030405Z is now earlier than 20260102T030505Z (20260102T031005Z - 5 min.)");
    admin.pass(Duration.ofMinutes(-12));
    refused(
        call(admins, "GET", APIS, null, Form.HEADER),
        "InvalidSignatureException",
        "Signature not yet current: 20260102T030405Z is still later than 20260102T030305Z (20260102T025805Z + 5 min.)");
  }

  @Test
  void a_signature_is_for_this_service_and_region() {
    refused(
        call(administrator().asking("execute-api"), "GET", APIS, null, Form.HEADER),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'apigateway'. ");
    SigV4 mine = administrator();
    refused(
        call(
            new SigV4(mine.keyId(), mine.secret(), null, "eu-west-1", mine.clock(), "apigateway"),
            "GET",
            APIS,
            null,
            Form.HEADER),
        "InvalidSignatureException",
        "Credential should be scoped to a valid region, not 'eu-west-1'. ");
  }

  @ParameterizedTest
  @CsvSource({"HEADER", "PRESIGNED", "UNSIGNED_PAYLOAD"})
  void the_body_is_the_one_that_was_signed(Form form) {
    SigV4.Signed signed = signed(administrator(), "POST", APIS, NEW_API, form);
    String body = form == Form.UNSIGNED_PAYLOAD ? NEW_API : NEW_API.replace("x", "y");

    refused(
        send("POST", signed, Body.of(body.getBytes(UTF_8))), "InvalidSignatureException", MISMATCH);
    assertEquals(1, admin.files.size());
  }

  @Test
  void path_query_and_method_are_those_that_were_signed() {
    SigV4.Signed signed = signed(administrator(), "GET", APIS + "?maxResults=1", null, Form.HEADER);

    assertEquals(200, send("GET", signed, Body.EMPTY).status());
    for (String other : List.of(APIS + "?maxResults=2", APIS, APIS + "/kept?maxResults=1")) {
      refused(
          send("GET", new SigV4.Signed(other, signed.headers()), Body.EMPTY),
          "InvalidSignatureException",
          MISMATCH);
    }
    refused(
        send("DELETE", new SigV4.Signed(APIS + "/kept", signed.headers()), Body.EMPTY),
        "InvalidSignatureException",
        MISMATCH);
  }

  @Test
  void policies_say_what_may_be_done() {
    SigV4 reader = signer("AKIAREADER0000000001", "readers/secret/only/tests/know/it", null);

    assertEquals(200, call(reader, "GET", APIS, null, Form.HEADER).status());
    assertEquals(200, call(reader, "GET", APIS + "/kept/routes", null, Form.HEADER).status());
    refused(
        call(reader, "POST", APIS, NEW_API, Form.HEADER),
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: apigateway:POST on resource: arn:aws:apigateway:us-east-1::/apis because no identity-based policy allows the apigateway:POST action");
    refused(
        call(reader, "GET", "/_gatehouse/aws/v2/domainnames", null, Form.HEADER),
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::/domainnames because no identity-based policy allows the apigateway:GET action");
    refused(
        call(administrator(), "DELETE", APIS + "/kept", null, Form.HEADER),
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/admin is not authorized to perform: apigateway:DELETE on resource: arn:aws:apigateway:us-east-1::/apis/kept with an explicit deny in an identity-based policy");
    assertTrue(admin.files.containsKey("apis/kept/api.json"));
    assertEquals(2, admin.audit.size(), admin.audit.toString());
    assertTrue(
        admin.audit.get(0).contains("user/reader")
            && admin.audit.get(0).contains("\"errorCode\":\"AccessDeniedException\""),
        admin.audit.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fkept, 201",
    "arn:aws:apigateway:us-east-1::/apis/kept, 201",
    "arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fother, 403"
  })
  void a_tagged_resource_stands_encoded_in_an_ARN(String written, int status) {
    SigV4 reader = signer("AKIAREADER0000000001", "readers/secret/only/tests/know/it", null);

    Response answer =
        call(
            reader,
            "POST",
            "/_gatehouse/aws/v2/tags/" + written,
            "{\"tags\":{\"a\":\"1\"}}",
            Form.HEADER);

    assertEquals(status, answer.status(), MemoryAdmin.text(answer));
  }

  @Test
  void strangers_bodies_are_not_read() {
    AtomicBoolean isRead = new AtomicBoolean();
    Body body =
        Body.streaming(
            Body.UNKNOWN_LENGTH,
            subscriber -> {
              isRead.set(true);
              subscriber.onSubscribe(NOTHING);
              subscriber.onNext(ByteBuffer.allocate(1));
            });
    SigV4.Signed signed =
        signed(signer("AKIAADMIN00000000001", "wrong", null), "POST", APIS, NEW_API, Form.HEADER);

    refused(send("POST", signed, body), "InvalidSignatureException", MISMATCH);
    assertFalse(isRead.get());
  }

  @Test
  void a_large_body_needs_its_hash_signed() {
    String large = "{\"body\":\"" + "x".repeat(1 << 20) + "\"}";
    String put = "/_gatehouse/aws/v2/apis";
    SigV4.Signed plain = signed(administrator(), "PUT", put, large, Form.HEADER);
    boolean hasHash =
        plain.headers().stream().anyMatch(f -> f.name().equalsIgnoreCase("x-amz-content-sha256"));
    Response answer = send("PUT", plain, Body.of(large.getBytes(UTF_8)));
    SigV4.Signed presigned = signed(administrator(), "PUT", put, large, Form.PRESIGNED);
    Response other = send("PUT", presigned, Body.of(large.getBytes(UTF_8)));

    String refusal = "1048576 bytes needs its hash in x-amz-content-sha256, signed";
    String text = MemoryAdmin.text(answer);
    assertTrue(text.contains(refusal) != hasHash, text);
    assertTrue(MemoryAdmin.text(other).contains(refusal));
    assertEquals(2, admin.audit.size());
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  private static void refused(Response answer, String errorType, String message) {
    assertEquals(403, answer.status());
    assertEquals(errorType, answer.headers().first("x-amzn-ErrorType"));
    assertEquals("{\"message\":\"" + message + "\"}", MemoryAdmin.text(answer));
  }

  private SigV4 administrator() {
    return signer("AKIAADMIN00000000001", "admins/secret/only/tests/know/it", null);
  }

  private SigV4 signer(String keyId, String secret, @Nullable String token) {
    Instant now = admin.now;
    return new SigV4(
        keyId, secret, token, "us-east-1", Clock.fixed(now, ZoneOffset.UTC), "apigateway");
  }

  private Response call(
      SigV4 signer, String method, String target, @Nullable String body, Form form) {
    return send(
        method,
        signed(signer, method, target, body, form),
        body == null ? Body.EMPTY : Body.of(body.getBytes(UTF_8)));
  }

  private static SigV4.Signed signed(
      SigV4 signer, String method, String target, @Nullable String body, Form form) {
    return signer.sign(
        method,
        target,
        List.of(new Field("Host", "api.example.com")),
        body == null ? new byte[0] : body.getBytes(UTF_8),
        form);
  }

  private Response send(String method, SigV4.Signed signed, Body body) {
    List<String> headers = new ArrayList<>();
    signed.headers().forEach(field -> headers.addAll(List.of(field.name(), field.value())));
    int mark = signed.target().indexOf('?');
    return admin.response(
        new Request(
            method,
            "HTTP/1.1",
            RequestPath.parse(mark < 0 ? signed.target() : signed.target().substring(0, mark)),
            mark < 0 ? null : signed.target().substring(mark + 1),
            Headers.of(headers.toArray(String[]::new)),
            body,
            new Request.Connection("https", "203.0.113.9", "192.0.2.1"),
            new Cancellation()));
  }
}
