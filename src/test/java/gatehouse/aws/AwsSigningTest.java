package gatehouse.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.lang.ref.WeakReference;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void who_has_left_keeps_no_payload() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (AwsSigning signing = new AwsSigning(() -> hanging(end), CLOCK)) {
      WeakReference<byte[]> payload = leave(signing);
      for (int i = 0; payload.get() != null && i < 50; i++) {
        System.gc();
      }
      assertNull(payload.get());
      end.countDown();
    }
  }

  private static WeakReference<byte[]> leave(AwsSigning signing) {
    byte[] payload = new byte[1 << 20];
    SignedCall call = new SignedCall(new Unreached(), signing, SCOPE, null, 1_000);
    Cancellation client = new Cancellation();
    CompletableFuture<?> answer =
        call.make(
                new UpstreamRequest(
                    REQUEST.to(),
                    "POST",
                    "/",
                    REQUEST.headers(),
                    Body.of(payload),
                    Duration.ofMinutes(1)),
                payload,
                client)
            .toCompletableFuture();
    client.cancel();
    assertTrue(answer.isCompletedExceptionally());
    return new WeakReference<>(payload);
  }

  @Test
  void a_look_up_that_hangs_does_not_stop_the_next_one_and_at_the_end_all_are_told()
      throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
    AtomicInteger lookups = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    AwsSigning signing =
        new AwsSigning(
            () -> {
              if (lookups.getAndIncrement() == 0) {
                begun.countDown();
                return hanging(end);
              }
              return AwsSessionCredentials.create("AKID", "secret", "token");
            },
            new Moving(now));
    CompletableFuture<UpstreamRequest> first = signing.signed(REQUEST, PAYLOAD, SCOPE);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    now.set(now.get().plus(CachedCredentials.LONGEST_LOOKUP));
    CompletableFuture<UpstreamRequest> second = signing.signed(REQUEST, PAYLOAD, SCOPE);
    assertEquals("token", second.get(10, TimeUnit.SECONDS).headers().first("X-Amz-Security-Token"));
    assertTrue(first.isCompletedExceptionally());
    end.countDown();
    signing.close();
    assertTrue(signing.signed(REQUEST, PAYLOAD, SCOPE).isCompletedExceptionally());
  }

  @Test
  void signatures_wait_in_a_bounded_queue_that_forgets_who_has_left() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(2);
    AtomicInteger signatures = new AtomicInteger();
    Clock stopping =
        new Moving(new AtomicReference<>(CLOCK.instant())) {
          @Override
          public Instant instant() {
            if (Thread.currentThread().getName().startsWith("gatehouse-aws-signing")) {
              signatures.incrementAndGet();
              busy.countDown();
              hanging(end);
            }
            return super.instant();
          }
        };
    AwsSigning signing =
        new AwsSigning(() -> AwsSessionCredentials.create("AKID", "secret", "token"), stopping);
    List<CompletableFuture<UpstreamRequest>> calls = new ArrayList<>();
    calls.add(signing.signed(REQUEST, PAYLOAD, SCOPE));
    calls.add(signing.signed(REQUEST, PAYLOAD, SCOPE));
    assertTrue(busy.await(10, TimeUnit.SECONDS));
    for (int i = 0; i < 3 * AwsSigning.MOST_WAITING; i++) {
      signing.signed(REQUEST, PAYLOAD, SCOPE).cancel(false);
    }
    for (int i = 0; i < AwsSigning.MOST_WAITING; i++) {
      calls.add(signing.signed(REQUEST, PAYLOAD, SCOPE));
    }
    CompletableFuture<UpstreamRequest> tooMany = signing.signed(REQUEST, PAYLOAD, SCOPE);
    assertInstanceOf(
        TimeoutException.class, assertThrows(CompletionException.class, tooMany::join).getCause());
    assertTrue(calls.stream().noneMatch(CompletableFuture::isDone));
    signing.close();
    end.countDown();
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .handle((none, failure) -> failure)
        .get(10, TimeUnit.SECONDS);
    assertEquals(2, signatures.get(), "nobody signs at the end, or what nobody waits for");
  }

  private static AwsSessionCredentials hanging(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("interrupted");
  }

  /** Nothing gets as far as this. */
  private static final class Unreached implements Outbound {
    @Override
    public CompletionStage<Response> exchange(
        UpstreamRequest request, Cancellation cancellation, Runnable sent) {
      throw new IllegalStateException("nothing is signed");
    }

    @Override
    public void limit(Destination to, Integer most) {
      throw new IllegalStateException("nobody limits this");
    }

    @Override
    public TlsProfile profile(List<X509Certificate> trusted, TlsProfile.Identity identity) {
      throw new IllegalStateException("nobody wants a profile");
    }
  }

  /** Goes only when it is told to. */
  private static class Moving extends Clock {
    private final AtomicReference<Instant> now;

    Moving(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
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
