package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Many requests of two users at once, through one check: each is told of as who it is. */
class JwtMixUpTest {

  /** A signature is checked in some 50 microseconds; tokens without one take the rest. */
  private static final int SIGNED = 100_000;

  private static final int UNSIGNED = 900_000;
  private static final int THREADS = 4;

  @Test
  void who_calls_is_never_somebody_else() throws Exception {
    String alice = TestTokens.of(Asked.CLAIMS);
    String bob = TestTokens.of(Asked.CLAIMS.replace("alice", "bob"));
    Asked first = Asked.usual();
    AtomicBoolean stopped = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int seed = thread;
        runs.add(
            threads.submit(
                () -> {
                  Asked asked = first.sharing();
                  for (int i = 0; i < SIGNED / THREADS && !stopped.get(); i++) {
                    boolean isAlice = ((i ^ seed) & 1) == 0;
                    assertEquals(
                        isAlice ? "alice" : "bob",
                        asked.bearer(isAlice ? alice : bob).claims().get("sub"));
                  }
                  for (int i = 0; i < UNSIGNED / THREADS && !stopped.get(); i++) {
                    assertEquals(401, asked.refusal((i & 1) == 0 ? "Bearer a.b" : "").status());
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
  }
}
