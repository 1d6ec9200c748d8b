package gatehouse.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.UpstreamRequest;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The signatures are verified by AWS's description of Signature Version 4, not by its SDK. */
class AwsSigningTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);
  private static final RequestSigning.Scope SCOPE = new RequestSigning.Scope("eu-west-1", "lambda");

  private static final UpstreamRequest REQUEST =
      new UpstreamRequest(
          Destination.of(new Origin("http", "127.0.0.1", 4566)),
          "POST",
          "/2015-03-31/functions/arn%3Aaws%3Alambda/invocations?Qualifier=%24LATEST",
          Headers.of("Host", "127.0.0.1:4566", "Content-Type", "application/json"),
          Body.of(PAYLOAD),
          Duration.ofSeconds(1));

  @Test
  void a_signature_is_the_one_that_aws_computes() throws Exception {
    UpstreamRequest signed;
    try (AwsSigning signing =
        new AwsSigning(() -> AwsSessionCredentials.create("AKID", "secret", "token"), CLOCK)) {
      signed =
          signing.signed(REQUEST, PAYLOAD, SCOPE).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    Headers headers = signed.headers();
    assertEquals("20260102T030405Z", headers.first("X-Amz-Date"));
    assertEquals("token", headers.first("X-Amz-Security-Token"));
    Matcher authorization =
        Pattern.compile(
                "AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-west-1/lambda/aws4_request, "
                    + "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})")
            .matcher(headers.first("Authorization"));
    assertTrue(authorization.matches(), headers.first("Authorization"));
    String names = authorization.group(1);
    assertTrue(names.contains("host") && names.contains("x-amz-security-token"), names);
    StringBuilder canonical =
        new StringBuilder("POST\n")
            .append("/2015-03-31/functions/arn%253Aaws%253Alambda/invocations\n")
            .append("Qualifier=%24LATEST\n");
    for (String name : names.split(";")) {
      canonical.append(name).append(':').append(headers.first(name)).append('\n');
    }
    canonical.append('\n').append(names).append('\n').append(sha256(PAYLOAD));
    String scope = "20260102/eu-west-1/lambda/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n20260102T030405Z\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(UTF_8));
    byte[] key = "AWS4secret".getBytes(UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    assertEquals(HexFormat.of().formatHex(hmac(key, toSign)), authorization.group(2));
  }

  @Test
  void credentials_are_looked_up_on_a_thread_of_our_own_that_ends() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    AwsSigning signing =
        new AwsSigning(
            () -> {
              thread.set(Thread.currentThread());
              throw new IllegalStateException("there are none");
            },
            CLOCK);
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () -> signing.signed(REQUEST, PAYLOAD, SCOPE).toCompletableFuture().join());
    assertInstanceOf(NoCredentialsException.class, failure.getCause());
    signing.close();
    assertTrue(thread.get().getName().startsWith("gatehouse-aws-credentials"));
    assertTrue(!thread.get().isAlive());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
