package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Requests that wait for an upstream hold no thread of the server. */
abstract class WaitingTheme extends Theme {

  private static final int PARKED = 1_000;
  private static final Pattern CONTAINER_THREAD =
      Pattern.compile("^\"(qtp\\d+-|http-nio-.*-exec-).*", Pattern.DOTALL);

  WaitingTheme(Stand stand) {
    super(stand);
  }

  @Test
  void a_thousand_waiting_requests_leave_the_server_free_for_others() {
    CountDownLatch release = new CountDownLatch(1);
    upstream.answer(
        request ->
            request.target().startsWith("/park")
                ? gatehouse.testkit.Script.start()
                    .then(exchange -> release.await())
                    .then(ownTarget(request))
                : ownTarget(request));
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < PARKED; i++) {
        clients.add(stand.connect().send(head("GET", "/long/park-" + i)));
      }
      for (int i = 0; i < PARKED; i++) {
        upstream.takeRequest();
      }
      assertEquals("/free", get("/plain/free").text());
      RawAnswer probe = get("/probe/x");
      assertEquals("/probe/x", probe.text().lines().findFirst().orElse(""));
      List<String> threads = containerThreads();
      assertTrue(threads.size() > 2, "no container threads found");
      for (String thread : threads) {
        assertTrue(!thread.contains("at gatehouse."), thread);
      }
      release.countDown();
      for (int i = 0; i < PARKED; i++) {
        assertEquals("/park-" + i, clients.get(i).readAnswer().text());
      }
    } finally {
      release.countDown();
      clients.forEach(RawClient::close);
    }
  }

  private List<String> containerThreads() {
    String dump = stand.server().jcmd("Thread.print");
    return List.of(dump.split("\n\n")).stream()
        .filter(thread -> CONTAINER_THREAD.matcher(thread).matches())
        .toList();
  }
}
