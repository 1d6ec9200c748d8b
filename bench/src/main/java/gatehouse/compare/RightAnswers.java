package gatehouse.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

/** Only who answers rightly is measured. For one thread. */
final class RightAnswers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** Waits until a subject answers; it may be starting. */
  void await(Subject subject, Running running) throws LeftOutException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    String last = "nothing";
    while (System.nanoTime() < until) {
      if (!ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false)) {
        throw new LeftOutException("its process has ended; its log is in target/compare");
      }
      try {
        HttpResponse<byte[]> got = ask(subject, running, "/static/225", BodyPublishers.noBody());
        if (got.statusCode() == 200) {
          return;
        }
        last = "" + got.statusCode();
        Thread.sleep(2);
      } catch (IOException e) {
        last = e.toString();
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LeftOutException("interrupted");
      }
    }
    throw new LeftOutException("no right answer within 60 s, last: " + last);
  }

  /** Sizes, a body there and back, and an answer that takes its time. */
  void check(Subject subject, Running running) throws LeftOutException {
    BodyPublisher none = BodyPublishers.noBody();
    expect(subject, running, "/static/225", none, Bodies.of(Bodies.SMALL));
    expect(subject, running, "/static/16k", none, Bodies.of(Bodies.MEDIUM));
    expect(subject, running, "/static/1m", none, Bodies.of(Bodies.LARGE));
    byte[] posted = Bodies.of(Bodies.POSTED);
    expect(subject, running, "/event/echo", BodyPublishers.ofByteArray(posted), posted);
    expect(subject, running, "/event/after/200", none, "late\n".getBytes());
  }

  private void expect(
      Subject subject, Running running, String path, BodyPublisher body, byte[] expected)
      throws LeftOutException {
    try {
      HttpResponse<byte[]> got = ask(subject, running, path, body);
      if (got.statusCode() != 200 || !Arrays.equals(got.body(), expected)) {
        throw new LeftOutException(
            "wrong answer for %s: %d with %d bytes"
                .formatted(path, got.statusCode(), got.body().length));
      }
    } catch (IOException e) {
      throw new LeftOutException("no answer for " + path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LeftOutException("interrupted");
    }
  }

  /** The status of an answer; 0 for none. */
  int status(Subject subject, Running running, String path) throws InterruptedException {
    try {
      return ask(subject, running, path, BodyPublishers.noBody()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private HttpResponse<byte[]> ask(
      Subject subject, Running running, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port(path) + path))
            .timeout(Duration.ofSeconds(30))
            .method(body.contentLength() == 0 ? "GET" : "POST", body);
    subject
        .headers()
        .forEach(header -> request.header(header.split(": ")[0], header.split(": ")[1]));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
  }
}
