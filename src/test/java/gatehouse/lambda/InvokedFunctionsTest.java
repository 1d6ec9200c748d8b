package gatehouse.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.aws.CallFault;
import gatehouse.aws.RequestSigning;
import gatehouse.config.FunctionArn;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvokedFunctionsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Recorder recorder = new Recorder();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void end() {
    clock.shutdownNow();
  }

  /** Keeps the last request and answers an empty 200. */
  private static final class Recorder implements Outbound {
    private UpstreamRequest last;

    @Override
    public CompletionStage<Response> exchange(
        UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
      last = request;
      return CompletableFuture.completedStage(new Response(200, Headers.EMPTY, Body.EMPTY));
    }

    @Override
    public void limit(Destination to, Integer most) {}

    @Override
    public TlsProfile profile(List<X509Certificate> trusted, TlsProfile.Identity identity) {
      return TlsProfile.of(trusted, identity);
    }
  }

  private Function function(String arn, RequestSigning signing, Origin endpoint) {
    return new InvokedFunctions(recorder, signing, clock, endpoint).of(FunctionArn.parse(arn));
  }

  private void invoke(String arn, Origin endpoint) {
    function(arn, RequestSigning.NONE, endpoint)
        .invoke(new byte[0], LONG, cancellation)
        .toCompletableFuture()
        .join();
  }

  @Test
  void a_function_is_asked_in_its_region_by_its_whole_name() {
    invoke("arn:aws:lambda:eu-west-1:123456789012:function:pets:$LATEST", null);
    assertEquals("https://lambda.eu-west-1.amazonaws.com", recorder.last.to().toString());
    assertEquals(
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Apets"
            + "/invocations?Qualifier=%24LATEST",
        recorder.last.target());
  }

  @Test
  void other_partitions_have_domains_of_their_own() {
    invoke("arn:aws-cn:lambda:cn-north-1:123456789012:function:pets", null);
    assertEquals("https://lambda.cn-north-1.amazonaws.com.cn", recorder.last.to().toString());
    invoke("arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:pets", null);
    assertEquals("https://lambda.eusc-de-east-1.amazonaws.eu", recorder.last.to().toString());
  }

  @Test
  void the_operators_endpoint_goes_before_the_regions() {
    invoke(
        "arn:aws:lambda:eu-west-1:123456789012:function:pets",
        new Origin("http", "localhost", 4566));
    assertEquals("http://localhost:4566", recorder.last.to().toString());
    assertEquals("localhost:4566", recorder.last.headers().first("Host"));
  }

  @Test
  void credentials_that_do_not_come_are_no_reason_to_wait_for_ever() {
    Function function =
        function(
            "arn:aws:lambda:eu-west-1:123456789012:function:pets",
            (request, payload, scope) -> new CompletableFuture<>(),
            null);
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () ->
                function
                    .invoke(new byte[0], Duration.ofMillis(1), cancellation)
                    .toCompletableFuture()
                    .join());
    assertEquals(
        CallFault.TIMEOUT, assertInstanceOf(FunctionFailure.class, failure.getCause()).fault());
  }

  @Test
  void who_leaves_ends_the_invocation() {
    CompletableFuture<FunctionAnswer> answer =
        function(
                "arn:aws:lambda:eu-west-1:123456789012:function:pets",
                (request, payload, scope) -> new CompletableFuture<>(),
                null)
            .invoke(new byte[0], LONG, cancellation)
            .toCompletableFuture();
    cancellation.cancel();
    assertTrue(answer.isCompletedExceptionally());
  }
}
