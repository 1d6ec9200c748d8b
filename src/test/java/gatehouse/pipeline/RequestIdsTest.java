package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

  private final RequestIds ids =
      new RequestIds(InstantSource.fixed(Instant.ofEpochSecond(0x5f0a1b2cL, 999_999_999)));

  @Test
  void a_request_id_has_awss_form() {
    for (int i = 0; i < 1_000; i++) {
      String id = ids.requestId();
      assertTrue(id.matches("[A-Za-z0-9_-]{15}="), id);
    }
  }

  @Test
  void a_trace_root_has_awss_form_and_the_clocks_time() {
    for (int i = 0; i < 1_000; i++) {
      String root = ids.traceRoot();
      assertTrue(root.matches("1-5f0a1b2c-[0-9a-f]{24}"), root);
    }
  }

  @Test
  void ids_differ() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      all.add(ids.requestId());
      all.add(ids.traceRoot());
    }

    assertEquals(40_000, all.size());
  }
}
