package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import gatehouse.config.StageSettings;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeListenersTest {

  private static final ApiStage STAGE = new ApiStage("0", "api", "v0", Map.of());

  private final List<String> heard = new ArrayList<>();

  @Test
  void all_listeners_hear_of_everything_in_their_order() {
    ExchangeListener both = ExchangeListeners.of(listener("a"), listener("b"));

    both.began(exchange());
    both.ended(exchange());

    assertEquals(List.of("a began", "b began", "a ended", "b ended"), heard);
  }

  @Test
  void one_that_fails_keeps_nothing_from_the_others() {
    ExchangeListener both = ExchangeListeners.of(failing(), listener("b"));

    both.began(exchange());
    both.ended(exchange());

    assertEquals(List.of("b began", "b ended"), heard);
  }

  @Test
  void a_single_one_that_fails_keeps_no_request_from_its_answer() {
    ExchangeListener one = ExchangeListeners.of(ExchangeListener.NONE, failing());

    one.began(exchange());
    one.ended(exchange());
  }

  @Test
  void who_hears_nothing_costs_nothing() {
    assertSame(ExchangeListener.NONE, ExchangeListeners.of());
    assertSame(ExchangeListener.NONE, ExchangeListeners.of(ExchangeListener.NONE));
  }

  @Test
  void each_stage_has_a_listener_of_every_source() {
    StageListeners all =
        StageListeners.all(
            (stage, settings, routes) -> listener(stage.stageName() + 1),
            (stage, settings, routes) -> listener(stage.stageName() + 2));

    all.of(STAGE, StageSettings.NONE, List.of()).began(exchange());

    assertEquals(List.of("v01 began", "v02 began"), heard);
  }

  private ExchangeListener listener(String name) {
    return new ExchangeListener() {
      @Override
      public void began(Exchange exchange) {
        heard.add(name + " began");
      }

      @Override
      public void ended(Exchange exchange) {
        heard.add(name + " ended");
      }
    };
  }

  private static ExchangeListener failing() {
    return new ExchangeListener() {
      @Override
      public void began(Exchange exchange) {
        throw new IllegalStateException("at the beginning");
      }

      @Override
      public void ended(Exchange exchange) {
        throw new IllegalStateException("at the end");
      }
    };
  }

  private static Exchange exchange() {
    RequestPath path = RequestPath.parse("/");
    Request request =
        new Request(
            "GET",
            "HTTP/1.1",
            path,
            null,
            Headers.of("Host", "gateway.test"),
            Body.EMPTY,
            new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
            new Cancellation());
    return new Exchange(
        "id", Instant.EPOCH, request, new RouteMatch(STAGE, null, path, null), new Outcome());
  }
}
