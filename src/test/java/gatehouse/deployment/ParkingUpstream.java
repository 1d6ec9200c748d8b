package gatehouse.deployment;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;

/**
 * An upstream that answers with the path that it was asked for, so that a configuration can say
 * which one it is, and keeps what asks for {@code /parked} waiting.
 */
final class ParkingUpstream implements AutoCloseable {

  private final Signal arrived = new Signal();
  private final Signal release = new Signal();
  private final RawUpstream upstream =
      RawUpstream.start()
          .answer(
              request ->
                  request.target().equals("/parked")
                      ? Script.start().raise(arrived).await(release).then(Answers.ok("released"))
                      : Answers.ok(request.target()))
          .forgettingRequests();

  String url() {
    return upstream.url();
  }

  /** An API whose {@code GET /version} tells this. */
  Api version(Object number) {
    return new Api()
        .stage("default", "$default")
        .route("version", "GET /version", url() + "/version/" + number);
  }

  /** Waits for the request that is parked. */
  void awaitParked() {
    arrived.await();
  }

  /** Has it, and what comes later, answered with {@code released}. */
  void release() {
    release.raise();
  }

  @Override
  public void close() {
    upstream.close();
  }
}
