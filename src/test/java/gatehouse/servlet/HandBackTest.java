package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HandBackTest {

  /**
   * What this does in Undertow is a case: a body in chunks that breaks off does so for the client.
   */
  @Test
  void the_trailer_fields_of_a_response_that_was_broken_off_cannot_be_had() {
    try (FakeContainer container = new FakeContainer()) {
      HandBack handBack =
          new HandBack(container.request(), container.request().startAsync(), new ExchangeCount());
      assertEquals(Map.of(), handBack.trailers());
      handBack.breakOff();
      assertThrows(IllegalStateException.class, handBack::trailers);
    }
  }
}
